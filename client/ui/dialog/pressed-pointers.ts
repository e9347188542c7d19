/** Pointers that are down on this page at this moment: fingers, a pen, or the mouse with a button pressed. */
const pressed = new Set<number>()

/** Call once, before anything can be pressed. */
export function watchPointers(target: Pick<Window, 'addEventListener'>): void {
  const lift = ({ pointerId }: PointerEvent) => void pressed.delete(pointerId)
  const options = { capture: true, passive: true }
  target.addEventListener('pointerdown', ({ pointerId }) => void pressed.add(pointerId), options)
  target.addEventListener('pointerup', lift, options)
  target.addEventListener('pointercancel', lift, options)
}

export const isPointerPressed = (): boolean => pressed.size > 0
