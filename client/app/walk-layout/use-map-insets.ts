import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'

interface Covers {
  /** What appears and disappears at the top. */
  notes: Readonly<ShallowRef<HTMLElement | null>>
  /** The main button, which is always there. */
  dock: Readonly<ShallowRef<HTMLElement | null>>
}

/**
 * Tells the map how much of its edges is covered: at the bottom, so that credit, scale and buttons stay visible; at the top, so
 * that it knows which places are visible.
 */
export function useMapInsets({ notes, dock }: Covers): void {
  const style = document.documentElement.style
  let observer: ResizeObserver | undefined

  function measure(): void {
    // Beside a panel the dock is in the middle and covers no corner.
    const isWide = window.innerWidth >= 1024
    set('--map-inset-bottom', isWide || !dock.value ? null : heightOfDock(dock.value))
    set('--map-inset-top', isWide ? null : (notes.value?.getBoundingClientRect().bottom ?? null))
  }

  function set(name: string, pixels: number | null): void {
    if (pixels === null) style.removeProperty(name)
    else style.setProperty(name, `${pixels}px`)
  }

  onMounted(() => {
    observer = new ResizeObserver(measure)
    for (const part of [notes.value, dock.value]) if (part) observer.observe(part)
    observer.observe(document.documentElement)
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    set('--map-inset-bottom', null)
    set('--map-inset-top', null)
  })
}

/** Measured from the lower edge of the screen; the upper padding is a gradient that shows the map. */
function heightOfDock(dock: HTMLElement): number {
  const seeThrough = Number.parseFloat(getComputedStyle(dock).paddingTop)
  return window.innerHeight - dock.getBoundingClientRect().top - seeThrough
}
