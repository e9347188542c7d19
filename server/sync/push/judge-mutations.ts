import type { applyMutation } from '../../../shared/sync/apply-mutation.ts'
import { keptOffset, type CaptureClaim } from '../../../shared/sync/captured-moment.ts'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type {
  Applied,
  DomainEvent,
  MutationContext,
} from '../../../shared/sync/mutation-context.ts'
import type { KnownMutation, MutationEnvelope } from '../../../shared/sync/mutation.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { PhotoAnnouncement } from '../../../shared/observation/photo.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import { readCapture } from './captured-time.ts'
import { hashMutation } from './hash-mutation.ts'
import type { NewAnswer } from '../../store/spaces/mutation-ledger.ts'
import type { ParkedReason } from '../../store/spaces/parked-mutations.ts'
import type { BatchState } from './batch-state.ts'
import { announcedBy, problemInBatch } from './check-batch.ts'
import { answerOf, refusal } from './mutation-answers.ts'
import { readMutation } from './read-mutation.ts'

export interface Judging {
  apply: typeof applyMutation
  /** The same for every mutation of a push; the time of capture is added for each. */
  context: Omit<MutationContext, 'capturedAt' | 'receivedAt'> & { receivedAt: Timestamp }
  /** Removed people's items are put aside for a person to look at (sync.md §2.6, H4); a replay takes them in. */
  parkLate: boolean
}

/** What an applied mutation leaves behind, beside the observation in the state. */
export interface Effect {
  seq: bigint
  mutationId: Uuid
  observationId: Uuid
  capturedAt: Timestamp
  event: DomainEvent
  photos: readonly PhotoAnnouncement[]
}

/** The answer to one mutation and what must be written for it. */
export interface Judgement {
  result: MutationResult
  /** Absent when the answer has been recorded before, or must not be. */
  answer?: NewAnswer
  effect?: Effect
  parked?: { envelope: string; reason: ParkedReason }
}

/** One judgement for each mutation, in order; the observations of `state` are then as they have to be written. */
export function judgeMutations(
  envelopes: readonly MutationEnvelope[],
  state: BatchState,
  judging: Judging,
): Judgement[] {
  return envelopes.map((envelope) => {
    const { id } = envelope
    const hash = hashMutation(envelope, judging.context.walkId)
    if (!hash) return { result: refusal(id, { code: 'invalid-arguments' }) }
    const known = state.answers.get(id)
    if (known) {
      const isSame = hash.equals(known.hash)
      return { result: isSame ? known.result : refusal(id, { code: 'id-reused' }) }
    }
    const judgement = judgeNew(envelope, state, judging)
    return judgement.result.code === 'unknown-mutation'
      ? judgement
      : remember({ envelope, hash, judgement }, state)
  })
}

/** For the ledger, and for a repeat later in the same push. */
function remember(
  { envelope, hash, judgement }: { envelope: MutationEnvelope; hash: Buffer; judgement: Judgement },
  state: BatchState,
): Judgement {
  const { result } = judgement
  state.answers.set(envelope.id, { hash, result })
  return { ...judgement, answer: answerOf(envelope, { hash, result }) }
}

/** Puts one mutation aside. Raw as JSON text, which escapes what PostgreSQL cannot hold. */
export const park = (envelope: MutationEnvelope, reason: ParkedReason): Judgement => ({
  result: { id: envelope.id, status: 'parked' },
  parked: { envelope: JSON.stringify(envelope), reason },
})

function judgeNew(envelope: MutationEnvelope, state: BatchState, judging: Judging): Judgement {
  const { id } = envelope
  const { context } = judging
  const mutation = readMutation(envelope)
  if (!mutation.ok) return { result: refusal(id, mutation.problem) }
  if (judging.parkLate && !context.isMember) return park(envelope, 'removed-from-walk')
  const claim = readCapture(envelope, context.receivedAt)
  const outcome = decide(mutation.value, state, { ...judging, claim })
  if (!outcome.ok) return { result: refusal(id, outcome.problem) }
  const { observation, event: plain } = outcome.value
  const event = { ...plain, data: { ...plain.data, ...keptOffset(claim.clockOffsetMs) } }
  const seq = enter(mutation.value, state, observation)
  const photos = announcedBy(mutation.value)
  return {
    result: { id, status: 'applied', effectSeq: seq.toString() },
    effect: {
      seq,
      mutationId: id,
      observationId: observation.id,
      capturedAt: claim.capturedAt,
      event,
      photos,
    },
  }
}

/** The rules first: what they hide must stay hidden from the checks against others. */
function decide(
  mutation: KnownMutation,
  state: BatchState,
  { apply, context, claim }: Judging & { claim: CaptureClaim },
): Outcome<Applied> {
  const found = state.observations.get(mutation.args.observationId)
  // One of another walk is not there for this one, but its id is taken.
  const isHere = found?.walkId === context.walkId || mutation.name === 'observation.create@1'
  const outcome = apply(isHere ? found : undefined, mutation, { ...context, ...claim })
  const problem = outcome.ok ? problemInBatch(mutation, state, context) : undefined
  return problem ? { ok: false, problem } : outcome
}

/** Gives the change its number and shows it to the rest of the batch. */
function enter(mutation: KnownMutation, state: BatchState, observation: Observation): bigint {
  state.head += 1n
  const isNew = mutation.name === 'observation.create@1'
  const number = isNew ? (state.numbers.shift() ?? null) : observation.number
  if (isNew) state.placesLeft -= 1
  state.observations.set(observation.id, { ...observation, number })
  for (const { photoId } of announcedBy(mutation)) state.takenPhotos.add(photoId)
  return state.head
}
