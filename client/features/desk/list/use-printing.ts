import { onScopeDispose, readonly, ref } from 'vue'

/** Whether the page is being printed: then what is out of sight has to be drawn as well. */
export function usePrinting() {
  const isPrinting = ref(false)
  const begin = () => {
    isPrinting.value = true
  }
  const end = () => {
    isPrinting.value = false
  }
  globalThis.addEventListener('beforeprint', begin)
  globalThis.addEventListener('afterprint', end)
  onScopeDispose(() => {
    globalThis.removeEventListener('beforeprint', begin)
    globalThis.removeEventListener('afterprint', end)
  })
  return readonly(isPrinting)
}
