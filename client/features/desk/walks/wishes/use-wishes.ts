import { computed, onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import type { VisibleWish } from '../../../../../shared/wish/wish.ts'
import { useReaderStore } from '../../connection/reader-store.ts'

/** loading: nothing known yet; failed: no answer came; refused: this person reads none. */
export type WishesState = 'loading' | 'shown' | 'failed' | 'refused'

/** The wishes of the municipality, read again when the page is looked at. */
export function useWishes() {
  const desk = useReaderStore()
  const wishes = shallowRef<readonly VisibleWish[]>([])
  const hasMore = ref(false)
  const state = ref<WishesState>('loading')

  async function load(): Promise<void> {
    const asked = await desk.ask('listWishes')
    if (asked.state === 'answered') {
      wishes.value = asked.value.wishes
      hasMore.value = asked.value.hasMore
      state.value = 'shown'
    } else if (asked.state === 'refused' && !desk.needsSignIn) state.value = 'refused'
    else if (state.value === 'loading') state.value = 'failed'
  }

  const look = () => {
    if (document.visibilityState === 'visible') void load()
  }
  onMounted(() => {
    void load()
    document.addEventListener('visibilitychange', look)
  })
  onScopeDispose(() => document.removeEventListener('visibilitychange', look))
  const waiting = computed(() => wishes.value.filter(({ state: one }) => one === 'waiting'))
  const decided = computed(() => wishes.value.filter(({ state: one }) => one !== 'waiting'))
  return { wishes, waiting, decided, hasMore, state, load }
}
