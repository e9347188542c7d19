import { onScopeDispose, readonly, ref } from 'vue'

/** From here on the map lies left and the panel right (interface.md §2). */
const wide = '(min-width: 1024px)'

export function useWide() {
  const query = window.matchMedia(wide)
  const isWide = ref(query.matches)
  const update = () => (isWide.value = query.matches)
  query.addEventListener('change', update)
  onScopeDispose(() => {
    query.removeEventListener('change', update)
  })
  return readonly(isWide)
}
