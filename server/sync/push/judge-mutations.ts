import { keptOffset, type CaptureClaim } from '../../../shared/sync/captured-moment.ts'
import { isInFeed } from '../../../shared/sync/registry.ts'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationContext } from '../../../shared/sync/mutation-context.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { applyMutation, KnownMutation } from '../../../shared/sync/registry.ts'
import type { DomainEvent, Effects, SubjectRef } from '../../../shared/sync/subject.ts'
import type { PhotoAnnouncement } from '../../../shared/observation/photo.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import { readCapture } from './captured-time.ts'
import { hashMutation } from './hash-mutation.ts'
import type { NewAnswer } from '../../store/spaces/mutation-ledger.ts'
import type { ParkedReason } from '../../store/spaces/parked-mutations.ts'
import type { BatchState } from './batch-state.ts'
import { problemWithEffects } from './check-effects.ts'
import { enterEffects } from './enter-effects.ts'
import { answerOf, refusal } from './mutation-answers.ts'
import type { PushedMutation, ReadMutation } from './read-mutation.ts'

export interface Judging {
  apply: typeof applyMutation
  /** The id of the space that is pushed to. */
  spaceId: Uuid
  /** The context of every mutation of a push; the time of capture is added for each. */
  context: CommonContext
  /** Whether mutations of removed people are parked for a person to review (sync.md §2.6, H4); a replay applies them. */
  parkLate: boolean
}

type WithoutCapture<Context> = Context extends MutationContext
  ? Omit<Context, 'capturedAt' | 'receivedAt'> & { receivedAt: Timestamp }
  : never
export type CommonContext = WithoutCapture<MutationContext>

/** What an applied mutation leaves for one subject, beside its body in the state. */
export interface Effect {
  seq: bigint
  mutationId: Uuid
  subject: SubjectRef
  capturedAt: Timestamp
  events: readonly DomainEvent[]
  photos: readonly PhotoAnnouncement[]
}

/** The answer to one mutation and what must be written for it. */
export interface Judgement {
  result: MutationResult
  /** Absent when the answer has been recorded before, or must not be recorded. */
  answer?: NewAnswer
  effects?: readonly Effect[]
  parked?: { envelope: string; reason: ParkedReason }
}

/** Returns one judgement for each mutation, in order; afterwards the subjects of `state` are as they have to be written. */
export function judgeMutations(
  pushed: readonly PushedMutation[],
  state: BatchState,
  judging: Judging,
): Judgement[] {
  return pushed.map((mutation) => {
    const { envelope } = mutation
    const { id } = envelope
    const hash = hashMutation(envelope, judging.spaceId)
    if (!hash) return { result: refusal(id, { code: 'invalid-arguments' }) }
    const known = state.answers.get(id)
    if (known) {
      const isSame = hash.equals(known.hash)
      return { result: isSame ? known.result : refusal(id, { code: 'id-reused' }) }
    }
    const judgement = judgeNew(mutation, state, judging)
    return judgement.result.code === 'unknown-mutation'
      ? judgement
      : remember({ envelope, hash, judgement }, state)
  })
}

/** Keeps the answer for the ledger, and for a repeat later in the same push. */
function remember(
  { envelope, hash, judgement }: { envelope: MutationEnvelope; hash: Buffer; judgement: Judgement },
  state: BatchState,
): Judgement {
  const { result } = judgement
  state.answers.set(envelope.id, { hash, result })
  return { ...judgement, answer: answerOf(envelope, { hash, result }) }
}

/** Parks one mutation. It is kept as JSON text, which escapes what PostgreSQL cannot hold. */
export const park = (envelope: MutationEnvelope, reason: ParkedReason): Judgement => ({
  result: { id: envelope.id, status: 'parked' },
  parked: { envelope: JSON.stringify(envelope), reason },
})

function judgeNew(
  { envelope, reading }: PushedMutation,
  state: BatchState,
  judging: Judging,
): Judgement {
  const { id } = envelope
  const { context } = judging
  if (!reading.ok) return { result: refusal(id, reading.problem) }
  if (judging.parkLate && !context.isMember) return park(envelope, 'removed-from-walk')
  const claim = readCapture(envelope, context.receivedAt)
  const outcome = decide(reading.value, state, { ...judging, claim })
  if (!outcome.ok) return { result: refusal(id, outcome.problem) }
  const effects = enterEffects(withOffset(outcome.value, claim), state).map((effect) => ({
    ...effect,
    mutationId: id,
    capturedAt: claim.capturedAt,
  }))
  const last = effects.findLast(({ subject }) => isInFeed(subject.kind))
  const applied = { id, status: 'applied' } as const
  return { result: last ? { ...applied, effectSeq: last.seq.toString() } : applied, effects }
}

/** Adds the offset to the history when the clock is known to have been wrong. */
const withOffset = (effects: Effects, { clockOffsetMs }: CaptureClaim): Effects =>
  effects.map((change) => ({
    ...change,
    events: change.events.map(({ kind, data }) => ({
      kind,
      data: { ...data, ...keptOffset(clockOffsetMs) },
    })),
  }))

/** Applies the rules first: what they hide must stay hidden from the checks against other subjects. */
function decide(
  { entry, args, target }: ReadMutation,
  state: BatchState,
  { apply, context, spaceId, claim }: Judging & { claim: CaptureClaim },
): Outcome<Effects> {
  const found = state.subjects.get(target.kind, target.id)
  // An observation of another walk does not exist for this one, but its id is taken.
  const isHere = entry.makes || !found || !('walkId' in found) || found.walkId === spaceId
  const mutation = { name: entry.name, args } as KnownMutation
  const { get: find } = state.subjects
  const outcome = apply(isHere ? found : undefined, mutation, { ...context, ...claim, find })
  const problem = outcome.ok ? problemWithEffects(outcome.value, state, context) : undefined
  return problem ? { ok: false, problem } : outcome
}
