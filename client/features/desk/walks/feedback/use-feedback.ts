import { computed, onMounted, ref, shallowRef } from 'vue'
import { isGranted } from '../../../../../shared/access/permissions.ts'
import type { Query, Reply } from '../../../../../shared/contract/api-contract.ts'
import type { FeedbackLine } from '../../../../../shared/contract/promise-contract.ts'
import type { FeedbackMonths } from '../../../../../shared/walk/feedback/feedback-dates.ts'
import { useReaderStore, type Asked } from '../../connection/reader-store.ts'

type FeedbackState = 'loading' | 'shown' | 'failed'

/** When the people of walks hear what came of them: of one walk, or of all. For those who gather; others see nothing of it. */
export function useFeedback(walkId?: string) {
  const desk = useReaderStore()
  const lines = shallowRef<ReadonlyMap<string, FeedbackLine>>(new Map())
  const state = ref<FeedbackState>('loading')
  const mayGive = computed(() => desk.actor !== null && isGranted('walk', 'gather', desk.actor))

  async function load(): Promise<void> {
    if (!mayGive.value) return
    const found = new Map<string, FeedbackLine>()
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: Query<'listFeedback'> = {
        ...(walkId && { walk: walkId }),
        ...(cursor && { cursor }),
      }
      const asked: Asked<Reply<'listFeedback'>> = await desk.ask('listFeedback', { query })
      if (asked.state !== 'answered') {
        if (lines.value.size === 0) state.value = 'failed'
        return
      }
      for (const line of asked.value.walks) found.set(line.walkId, line)
      cursor = asked.value.next
    }
    lines.value = found
    state.value = 'shown'
  }
  onMounted(load)
  return { lines, state, mayGive, load }
}

/** Notes a feedback of a walk as given, or takes that back. */
export function useGiveFeedback(walkId: string, done: () => Promise<void>) {
  const desk = useReaderStore()
  const isSaving = ref(false)
  const hasFailed = ref(false)

  async function note(months: FeedbackMonths, isGiven: boolean): Promise<void> {
    isSaving.value = true
    const body = { months, isGiven }
    const asked = await desk.ask('noteFeedback', { params: { id: walkId }, body })
    hasFailed.value = asked.state !== 'answered'
    if (asked.state === 'answered') await done()
    isSaving.value = false
  }
  return { isSaving, hasFailed, note }
}
