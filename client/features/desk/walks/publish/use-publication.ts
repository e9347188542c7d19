import { computed, onMounted, ref, shallowRef } from 'vue'
import type { PublishArgs } from '../../../../../shared/publication/mutation-schemas.ts'
import type { PublicationDraft } from '../../../../../shared/publication/publication-draft.ts'
import { createTurns } from '../../../../../shared/turns.ts'
import type { DeskChange } from '../../../../sync/services/desk-push.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import type { WalkState } from '../use-one-walk.ts'
import { useWalkSend } from '../use-walk-send.ts'
import { isOnPage, isWaiting, isWarned, showAll } from './publish-choices.ts'

/** What of a walk is public, and deciding about it. What others have decided meanwhile is shown with each answer. */
export function usePublication(walkId: string) {
  const desk = useReaderStore()
  const { send, trouble } = useWalkSend()
  const draft = shallowRef<PublicationDraft | null>(null)
  const hasFailed = ref(false)
  /** How far deciding about several findings has come; null while nothing runs. */
  const progress = ref<{ done: number; all: number } | null>(null)

  async function load(): Promise<void> {
    const asked = await desk.ask('readPublication', { params: { id: walkId } })
    hasFailed.value = asked.state !== 'answered'
    if (asked.state === 'answered') draft.value = asked.value
  }
  onMounted(load)

  const inTurn = createTurns()
  const act = (change: DeskChange): Promise<boolean> =>
    inTurn(async () => {
      const answer = await send(change)
      if (answer && answer.state !== 'unsent') await load()
      return answer?.state === 'applied'
    })
  const decide = (args: PublishArgs): Promise<boolean> =>
    act({ space: walkId, name: 'observation.publish@1', args })
  const setPage = (name: 'walk.publish@1' | 'walk.unpublish@1'): Promise<boolean> =>
    act({ space: walkId, name, args: { walkId } })

  const findings = computed(() => draft.value?.findings ?? [])
  const waiting = computed(() => findings.value.filter(isWaiting))
  const ready = computed(() => waiting.value.filter((one) => !isWarned(one)))
  const warned = computed(() => waiting.value.filter(isWarned).length)
  const onPage = computed(() => findings.value.filter(isOnPage).length)

  /** One after the other; the first that is not taken ends it, and the reason is shown. */
  const showReviewed = (): Promise<void> =>
    inTurn(async () => {
      const chosen = ready.value
      for (const [done, finding] of chosen.entries()) {
        progress.value = { done, all: chosen.length }
        const args = showAll(finding)
        const answer = await send({ space: walkId, name: 'observation.publish@1', args })
        if (answer?.state !== 'applied') break
      }
      progress.value = null
      await load()
    })

  const state = computed((): WalkState => {
    if (draft.value) return 'shown'
    return hasFailed.value ? 'failed' : 'loading'
  })
  const counts = { ready, warned, onPage }
  return { draft, state, trouble, progress, load, decide, setPage, showReviewed, ...counts }
}
