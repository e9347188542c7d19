import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'

/** Tells the map how much of its lower edge is covered, so that its credit, scale and buttons stay in sight. */
export function useDockHeight(dock: Readonly<ShallowRef<HTMLElement | null>>): void {
  const style = document.documentElement.style
  let observer: ResizeObserver | undefined

  function measure(): void {
    const element = dock.value
    const top = element?.getBoundingClientRect().top
    // Beside a panel the dock lies in the middle and covers no corner.
    const isWide = window.innerWidth >= 1024
    if (isWide || !element || top === undefined) {
      style.removeProperty('--map-inset-bottom')
      return
    }
    // The upper padding is a gradient, through which the map is seen.
    const seeThrough = Number.parseFloat(getComputedStyle(element).paddingTop)
    style.setProperty('--map-inset-bottom', `${window.innerHeight - top - seeThrough}px`)
  }

  onMounted(() => {
    observer = new ResizeObserver(measure)
    if (dock.value) observer.observe(dock.value)
    observer.observe(document.documentElement)
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    style.removeProperty('--map-inset-bottom')
  })
}
