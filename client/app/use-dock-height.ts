import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'

/** Tells the map how much of its lower edge is covered, so that its credit, scale and buttons stay in sight. */
export function useDockHeight(dock: Readonly<ShallowRef<HTMLElement | null>>): void {
  const style = document.documentElement.style
  let observer: ResizeObserver | undefined

  function measure(): void {
    const top = dock.value?.getBoundingClientRect().top
    // Beside a panel the dock lies in the middle and covers no corner.
    const isWide = window.innerWidth >= 1024
    if (isWide || top === undefined) style.removeProperty('--map-inset-bottom')
    else style.setProperty('--map-inset-bottom', `${window.innerHeight - top - 24}px`)
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
