import { inject, nextTick, onBeforeUnmount, watch, type InjectionKey } from 'vue'

/** Something above a page that the back button closes, one press a layer. */
export interface BackLayers {
  /**
   * Returns a function that removes the layer when it was closed by other means; `close` is called when somebody goes back past it.
   */
  open: (close: () => void) => () => void
  /** Resolves when layers that were closed have left the history: a page that is opened before that would leave with them. */
  settled: () => Promise<void>
}

/** Provided by each app; without it the back button knows pages only. */
export const backLayersKey: InjectionKey<BackLayers> = Symbol('back layers')

/** Returns a function that does something once the layers that it closes are gone, as when a dialog leads to a page. */
export function useAfterLayers(): (closeAndLead: { close: () => void; lead: () => void }) => void {
  const layers = inject(backLayersKey, null)
  return ({ close, lead }) => {
    close()
    void nextTick(() => layers?.settled()).then(lead)
  }
}

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
