import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether a media query matches, updated for as long as the scope lives. */
export function useMedia(query: string, match = globalThis.matchMedia): Readonly<Ref<boolean>> {
  const media = match(query)
  const holds = ref(media.matches)
  const follow = () => {
    holds.value = media.matches
  }
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return holds
}
