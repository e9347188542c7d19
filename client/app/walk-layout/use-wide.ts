import { onScopeDispose, readonly, ref } from 'vue'

/** From this width on the map is on the left and the panel on the right (interface.md §2). */
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
