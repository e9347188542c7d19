import { defineStore } from 'pinia'
import { computed, inject, reactive } from 'vue'
import type { Problem } from '../../../../shared/problem.ts'
import type {
  DeskAnswer,
  ObservationChange,
  UnsentCause,
} from '../../../sync/services/desk-push.ts'
import { checkLocally } from './check-locally.ts'
import { useDraftsStore, type DraftKey } from './drafts-store.ts'
import { useListStore } from '../list/list-store.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { requireDeskServices } from '../connection/require-services.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/** The state of one decision. Only the server's answer ends it; until then the panel shows that it is not sent. */
export type ChangeState =
  | { state: 'sending' }
  | { state: 'unsent'; id: string; cause: UnsentCause }
  /** The shared rules refuse what is typed, so nothing was sent; what is wrong is looked up anew while it is corrected. */
  | { state: 'incomplete' }
  | { state: 'refused'; problem: Problem }
  | { state: 'parked' }

const sending = { state: 'sending' } as const
const incomplete = { state: 'incomplete' } as const
/** A bug of ours: the form must not wait for ever, and the error is thrown on to be reported. */
const ownFault = { state: 'refused', problem: { code: 'internal-error' } } as const

/** The official's decisions that are being sent, one per form, through the same push as everybody's. */
export const useChangesStore = defineStore('desk-changes', () => {
  const services = requireDeskServices(inject)
  const desk = useReaderStore()
  const drafts = useDraftsStore()
  const shown = { list: useListStore(), opened: useOpenedStore() }
  const states = reactive(new Map<DraftKey, ChangeState>())

  const { unsent, ...whatIsUnsent } = countUnsent(states)
  const stateOf = (key: DraftKey) => states.get(key)

  /** Checks by the shared rules, sends at once, and returns whether the server has accepted it. */
  async function submit(key: DraftKey, current: VisibleObservation, change: ObservationChange) {
    if (isOnItsWay(states.get(key))) return false
    const isComplete = problemsOf(current, change).length === 0
    states.set(key, isComplete ? sending : incomplete)
    return isComplete && settle(key, () => services.push.send(change))
  }

  /** For what the form itself cannot read or wants confirmed: nothing is sent, and what is wrong is shown with it. */
  const refuse = (key: DraftKey) => states.set(key, incomplete)

  async function settle(key: DraftKey, send: () => Promise<DeskAnswer>): Promise<boolean> {
    const answer = await send().catch((error: unknown) => {
      states.set(key, ownFault)
      throw error
    })
    if (answer.state === 'applied' || isCommentAlreadyThere(key, answer)) {
      states.delete(key)
      drafts.discard(key)
      await readAgain(shown)
      return true
    }
    states.set(key, stateFrom(answer))
    if (answer.state === 'unsent' && answer.cause === 'sign-in-needed') desk.needsSignIn = true
    if (answer.state === 'refused') await readAgain(shown)
    return false
  }

  async function retry(key: DraftKey) {
    const entry = states.get(key)
    if (entry?.state !== 'unsent') return
    states.set(key, sending)
    await settle(key, () => services.push.retry(entry.id))
  }

  /** Sends when the connection or the sign-in is back; one after the other, in the order of the decisions. */
  async function retryAll() {
    for (const [key] of unsent.value) await retry(key)
  }

  /** Lets the person change the words again. What was sent before may still have arrived; the form says so. */
  function takeBack(key: DraftKey) {
    const entry = states.get(key)
    if (entry?.state === 'unsent') services.push.forget(entry.id)
    states.delete(key)
  }

  const problemsOf = problemsWith.bind(null, desk)

  const steps = { refuse, submit, retry, retryAll, takeBack }
  return { states, stateOf, problemsOf, ...whatIsUnsent, ...steps }
})

function countUnsent(states: ReadonlyMap<DraftKey, ChangeState>) {
  const unsent = computed(() => [...states].filter(([, { state }]) => state === 'unsent'))
  const unsentCount = computed(() => unsent.value.length)
  const isUnsent = (observationId: string) =>
    unsent.value.some(([key]) => key.startsWith(observationId))
  return { unsent, unsentCount, isUnsent }
}

interface Shown {
  list: ReturnType<typeof useListStore>
  opened: ReturnType<typeof useOpenedStore>
}

/** The open observation and its row in the list, as the server has them now. */
async function readAgain({ list, opened }: Shown) {
  await opened.refresh()
  if (opened.observation) list.replaceRow(opened.observation)
}

/** A second press must not make a second decision. */
const isOnItsWay = (change: ChangeState | undefined) =>
  change?.state === 'sending' || change?.state === 'unsent'

function stateFrom(answer: DeskAnswer): ChangeState {
  switch (answer.state) {
    case 'unsent':
      return { state: 'unsent', id: answer.id, cause: answer.cause }
    case 'refused':
      return { state: 'refused', problem: answer.problem }
    default:
      return { state: 'parked' }
  }
}

/** A comment's id is used once: `stale` means that an earlier attempt has arrived although its answer was lost. */
const isCommentAlreadyThere = (key: DraftKey, answer: DeskAnswer) =>
  key.endsWith('/comment') && answer.state === 'refused' && answer.problem.code === 'stale'

/** Returns everything for which the shared rules would refuse a decision now. */
function problemsWith(
  { actor, reader, today }: ReturnType<typeof useReaderStore>,
  current: VisibleObservation,
  change: ObservationChange,
): readonly Problem[] {
  if (!actor || !reader) return [{ code: 'sign-in-needed' }]
  const { bounds, parties } = reader.municipality
  const partyIds = parties.map(({ id }) => id)
  return checkLocally(current, change, { actor, partyIds, bounds, today })
}
