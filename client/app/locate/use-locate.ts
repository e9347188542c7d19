import { onScopeDispose, ref, shallowRef } from 'vue'
import { startCompass, type CompassOptions } from '../../map/position/compass.ts'

export type LocateState = 'off' | 'follow' | 'heading'
export type LocateNews = LocateState | 'noCompass'

export interface LocateOptions {
  compass: Omit<CompassOptions, 'onHeading'>
  announce: (news: LocateNews) => void
}

/**
 * Three states of one button: off, the map follows the phone, and it also shows which way the phone faces. Whoever drags the map
 * turns both off. A phone without a compass has the first two.
 */
export function useLocate({ compass, announce }: LocateOptions) {
  const state = ref<LocateState>('off')
  const heading = ref<number | null>(null)
  const hasCompass = shallowRef(true)
  let stopCompass: (() => void) | null = null
  let isStarting = false

  function become(next: LocateState): void {
    state.value = next
    announce(next)
  }

  function release(): void {
    stopCompass?.()
    stopCompass = null
    heading.value = null
    if (state.value !== 'off') become('off')
  }

  /** Resolves when the state that was pressed for is there. */
  async function press(): Promise<void> {
    if (state.value === 'off') become('follow')
    else if (isStarting) return
    else if (state.value === 'follow' && hasCompass.value) await face()
    else release()
  }

  async function face(): Promise<void> {
    isStarting = true
    const stop = await startCompass({
      ...compass,
      onHeading: (degrees) => (heading.value = degrees),
    }).finally(() => (isStarting = false))
    hasCompass.value = stop !== null
    // The person may have dragged the map while the phone was asking.
    if (state.value !== 'follow') {
      stop?.()
      heading.value = null
    } else if (stop) {
      stopCompass = stop
      become('heading')
    } else announce('noCompass')
  }

  onScopeDispose(() => {
    stopCompass?.()
  })
  return { state, heading, hasCompass, press, release }
}
