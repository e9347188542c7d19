import { inject, onBeforeUnmount, watch, type InjectionKey } from 'vue'

/** Something above a page that the back button closes, one press a layer. */
export interface BackLayers {
  /**
   * Returns a function that removes the layer when it was closed by other means; `close` is called when somebody goes back past it.
   */
  open: (close: () => void) => () => void
}

/** Provided by each app; without it the back button knows pages only. */
export const backLayersKey: InjectionKey<BackLayers> = Symbol('back layers')

/** Makes what is shown while `isOpen` a layer of its own. */
export function useBackLayer(isOpen: () => boolean, close: () => void): void {
  const layers = inject(backLayersKey, null)
  let take: (() => void) | undefined
  const remove = () => {
    take?.()
    take = undefined
  }
  watch(
    isOpen,
    (now) => {
      remove()
      if (now) take = layers?.open(close)
    },
    { immediate: true, flush: 'post' },
  )
  onBeforeUnmount(remove)
}
