/** Press-and-hold as phones know it: about half a second without moving more than a fingertip. */
const holdMs = 550
const tolerancePixels = 12

interface Place {
  clientX: number
  clientY: number
}

/**
 * Calls `onHold` with the place of a long press inside `element`, by pointer events (Safari on iOS sends no `contextmenu`
 * for touches). A second finger, a move or a lift before the time ends it. The click that follows a hold is swallowed.
 * Returns a function that stops listening.
 */
export function listenForLongPress(
  element: HTMLElement,
  onHold: (place: Place) => void,
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const hold = createHold(onHold)
  element.addEventListener('pointerdown', hold.begin, { signal })
  element.addEventListener('pointermove', hold.move, { signal })
  element.addEventListener('pointerup', hold.end, { signal })
  element.addEventListener('pointercancel', hold.end, { signal })
  element.addEventListener('contextmenu', preventMenu, { signal })
  element.addEventListener('click', hold.swallowClick, { signal, capture: true })
  return () => {
    hold.end()
    ending.abort()
  }
}

function createHold(onHold: (place: Place) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start: Place | undefined
  let hasHeld = false
  const end = () => {
    clearTimeout(timer)
    start = undefined
  }
  return {
    end,
    begin: (event: PointerEvent) => {
      end()
      hasHeld = false
      if (!event.isPrimary || event.button !== 0 || isControl(event.target)) return
      const place = { clientX: event.clientX, clientY: event.clientY }
      start = place
      timer = setTimeout(() => {
        start = undefined
        hasHeld = true
        onHold(place)
      }, holdMs)
    },
    move: ({ clientX, clientY }: PointerEvent) => {
      if (!start) return
      const moved = Math.hypot(clientX - start.clientX, clientY - start.clientY)
      if (moved > tolerancePixels) end()
    },
    swallowClick: (event: MouseEvent) => {
      if (!hasHeld) return
      hasHeld = false
      event.stopPropagation()
    },
  }
}

const preventMenu = (event: Event) => {
  event.preventDefault()
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a, input, [role="button"]') !== null
