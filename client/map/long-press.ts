/** Press-and-hold as phones know it: about half a second without moving more than a fingertip. */
const holdMs = 550
const tolerancePixels = 12

/**
 * Calls `onHold` with the place of a long press inside `element`, by pointer events (Safari on iOS sends no `contextmenu`
 * for touches). A second finger, a move or a lift before the time ends it. The click that follows a hold is swallowed.
 * Returns a function that stops listening.
 */
export function listenForLongPress(
  element: HTMLElement,
  onHold: (place: { clientX: number; clientY: number }) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start: { x: number; y: number } | undefined
  let heldAt = 0
  const cancel = () => {
    clearTimeout(timer)
    start = undefined
  }
  const down = (event: PointerEvent) => {
    cancel()
    heldAt = 0
    if (!event.isPrimary || event.button !== 0 || isControl(event.target)) return
    start = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => {
      start = undefined
      heldAt = event.timeStamp
      onHold({ clientX: event.clientX, clientY: event.clientY })
    }, holdMs)
  }
  const move = (event: PointerEvent) => {
    if (!start) return
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > tolerancePixels) cancel()
  }
  const up = () => {
    cancel()
  }
  const swallowClick = (event: MouseEvent) => {
    if (heldAt === 0) return
    heldAt = 0
    event.stopPropagation()
  }
  const noMenu = (event: Event) => {
    event.preventDefault()
  }
  const listeners: [string, EventListener, AddEventListenerOptions?][] = [
    ['pointerdown', down as EventListener],
    ['pointermove', move as EventListener],
    ['pointerup', up],
    ['pointercancel', up],
    ['contextmenu', noMenu],
    ['click', swallowClick as EventListener, { capture: true }],
  ]
  for (const [name, listener, options] of listeners) {
    element.addEventListener(name, listener, options)
  }
  return () => {
    cancel()
    for (const [name, listener, options] of listeners) {
      element.removeEventListener(name, listener, options)
    }
  }
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a, input, [role="button"]') !== null
