import { onScopeDispose } from 'vue'

interface DragOrderOptions {
  /** The list whose rows are in order. */
  list: () => HTMLElement | null
  move: (from: number, to: number) => void
}

/** Rows follow the pointer that has taken hold of a handle, with a mouse, a pen or a finger. */
export function useDragOrder({ list, move }: DragOrderOptions) {
  let at: number | null = null

  function follow({ clientY }: PointerEvent) {
    if (at === null) return
    const rows = [...(list()?.children ?? [])]
    const others = rows.filter((_, index) => index !== at)
    const to = others.filter((row) => middleOf(row) < clientY).length
    if (to === at) return
    move(at, to)
    at = to
  }
  function end() {
    at = null
    globalThis.removeEventListener('pointermove', follow)
    globalThis.removeEventListener('pointerup', end)
    globalThis.removeEventListener('pointercancel', end)
  }
  onScopeDispose(end)

  /** The row may be moved in the document meanwhile, so the events are those of the window. */
  function start(index: number) {
    at = index
    globalThis.addEventListener('pointermove', follow)
    globalThis.addEventListener('pointerup', end)
    globalThis.addEventListener('pointercancel', end)
  }
  return { start }
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}
