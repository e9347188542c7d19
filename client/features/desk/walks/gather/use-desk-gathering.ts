import { computed, inject, onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import { limits } from '../../../../../shared/limits.ts'
import type { EditableFields } from '../../../../../shared/observation/observation.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { createTurns } from '../../../../../shared/turns.ts'
import type { VoteResult } from '../../../../../shared/walk/vote/vote-result.ts'
import { changesFrom } from '../../../../local/capture/changes-from.ts'
import type { DeskChange } from '../../../../sync/services/desk-push.ts'
import { makeLiveRefresh } from '../../connection/live-refresh.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { requireDeskServices } from '../../connection/require-services.ts'
import { readStretch } from '../../list/read-stretch.ts'
import { useOneWalk, type WalkState } from '../use-one-walk.ts'
import { useWalkSend } from '../use-walk-send.ts'

/** One more than an approved list may have, so that a longer one is noticed. */
const mostRows = limits.approvedFindings + 1

/** The findings of a walk as they are stored, and whether they could be read. */
function useFindings(walkId: string) {
  const desk = useReaderStore()
  const observations = shallowRef<readonly VisibleObservation[]>([])
  const isRead = ref(false)
  const hasFailed = ref(false)

  async function readFindings(): Promise<void> {
    const read = await readStretch(
      (cursor, limit) =>
        desk.ask('listObservations', {
          query: { walk: walkId, limit, ...(cursor ? { cursor } : {}) },
        }),
      mostRows,
    )
    hasFailed.value = 'failure' in read
    if ('failure' in read) return
    observations.value = read.rows
    isRead.value = true
  }
  const findingsState = computed((): WalkState => {
    if (isRead.value) return 'shown'
    return hasFailed.value ? 'failed' : 'loading'
  })
  onMounted(readFindings)
  return { observations, readFindings, findingsState }
}

/** Reads again whenever something of the walk is new, and after the connection was away. */
function useNews(walkId: string, readAll: () => Promise<void>): void {
  const { events } = requireDeskServices(inject)
  const desk = useReaderStore()
  const refresh = makeLiveRefresh({
    look: async () => {
      if (!desk.needsSignIn) await readAll()
    },
  })
  const stop = events.subscribe((poke) => {
    if (poke && (poke.space === null || poke.space === walkId)) refresh()
  })
  events.start()
  onScopeDispose(() => {
    stop()
    events.stop()
  })
}

/** Gathering a walk at the desk: its findings and its list, current while others gather too. */
export function useDeskGathering(walkId: string) {
  const { walk, state, load } = useOneWalk(walkId)
  const { send, trouble } = useWalkSend()
  const { observations, readFindings, findingsState } = useFindings(walkId)
  const desk = useReaderStore()
  const readAll = async () => {
    await Promise.all([load(), readFindings()])
  }
  useNews(walkId, readAll)

  const inTurn = createTurns()
  /** A press during another one waits for it. What others have done meanwhile is shown with the answer, also when it is a refusal. */
  const act = (change: DeskChange): Promise<boolean> =>
    inTurn(async () => {
      const answer = await send(change)
      if (answer && answer.state !== 'unsent') await readAll()
      return answer?.state === 'applied'
    })
  function edit(finding: VisibleObservation, wanted: Partial<EditableFields>): Promise<boolean> {
    const changes = changesFrom(finding, wanted)
    if (Object.keys(changes).length === 0) return Promise.resolve(true)
    const args = { observationId: finding.id, changes }
    return act({ space: walkId, name: 'observation.edit@1', args })
  }
  async function readVotes(): Promise<VoteResult | null> {
    const asked = await desk.ask('walkVotes', { params: { id: walkId } })
    return asked.state === 'answered' ? asked.value : null
  }
  return {
    walk,
    state: computed(() => (state.value === 'shown' ? findingsState.value : state.value)),
    readAll,
    observations,
    trouble,
    act,
    edit,
    readVotes,
  }
}
