import { onBeforeUnmount, watch, type WatchSource } from 'vue'
import { isPointerPressed } from './pressed-pointers.ts'

/** Events at the end of a press: on touch screens the browser sends mouse events and a click after the finger has left. */
const endings = ['pointerup', 'touchend', 'mousedown', 'mouseup', 'click', 'dblclick'] as const

/**
 * Something that opens while a finger is still down (a long press on the map) must not take the end of that press for a choice,
 * because what is under the finger was not there when the person pressed. Until the next press, the rest of the opening gesture is
 * ignored inside the element. Keys and screen readers are not affected: their clicks have no pointer, or one of their own.
 */
export function useOpeningGesture(
  element: () => HTMLElement | null | undefined,
  opens: WatchSource<unknown>,
): void {
  let guarded: AbortController | undefined
  const release = () => guarded?.abort()

  function guard(target: HTMLElement): void {
    release()
    guarded = new AbortController()
    const options = { capture: true, signal: guarded.signal }
    for (const name of endings) target.addEventListener(name, ignore, options)
    window.addEventListener('pointerdown', release, options)
    window.addEventListener('keydown', release, options)
  }

  watch(
    opens,
    () => {
      const target = element()
      if (target && isPointerPressed()) guard(target)
    },
    { immediate: true, flush: 'sync' },
  )
  onBeforeUnmount(release)
}

function ignore(event: Event): void {
  // A click without a button count is made by a key or by assistive technology.
  if (event instanceof UIEvent && event.type === 'click' && event.detail === 0) return
  event.stopPropagation()
  if (event.cancelable) event.preventDefault()
}
