import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationContext } from '../../../shared/sync/mutation-context.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import { answeredWriting, type AnsweredChanges } from '../../store/spaces/batch-writes.ts'
import type { EventActor } from '../../store/spaces/event-store.ts'
import type { AuthoredSpace } from '../../store/spaces/mutation-ledger.ts'
import type { ChangedObservation } from '../../store/observations/observation-store.ts'
import type { NewParkedMutation } from '../../store/spaces/parked-mutations.ts'
import { newPhotoFileName } from '../../store/photos/photo-files.ts'
import type { NewPhoto } from '../../store/photos/photo-store.ts'
import { run } from '../../store/database/query.ts'
import type { Database } from '../../store/database/schema.ts'
import type { BatchState } from './batch-state.ts'
import type { Effect, Judgement } from './judge-mutations.ts'

export interface BatchWriting {
  space: AuthoredSpace
  judging: {
    context: Pick<MutationContext, 'actor' | 'actorName'> & { receivedAt: Timestamp }
  }
  /** Highest running number of a phone's push. */
  highestSeq?: number
}

export interface JudgedBatch {
  judgements: readonly Judgement[]
  state: BatchState
}

/** A push to another space has used one of the ids since they were read: the lock is one of each space. */
export class MutationIdTakenError extends Error {
  override name = 'MutationIdTakenError'
}

/** Writes everything of a judged batch, whatever its size, in one statement; needs the space lock. Throws `MutationIdTakenError`. */
export async function writeBatch(
  tx: Transaction<Database>,
  judged: JudgedBatch,
  writing: BatchWriting,
): Promise<void> {
  const { municipalityId } = writing.space
  const changes = changesOf(judged, writing)
  const statement = answeredWriting(municipalityId, [changes])
  const recorded = statement ? await run(tx, statement) : 0
  if (recorded < changes.answers.length)
    throw new MutationIdTakenError('A mutation id was taken meanwhile')
}

/** What a judged batch leaves to be written. */
export function changesOf(
  { judgements, state }: JudgedBatch,
  { space, judging: { context }, highestSeq }: BatchWriting,
): AnsweredChanges {
  const effects = judgements.flatMap(({ effect }) => effect ?? [])
  const actor = eventActor(context)
  return {
    space,
    answers: judgements.flatMap(({ answer }) => answer ?? []),
    parked: parkedOf(judgements),
    photos: photosOf(effects, { ...space, announcedAt: context.receivedAt }),
    changed: changedBy(effects, state),
    head: state.head,
    events: effects.map(({ event, ...rest }) => ({ ...rest, ...event, actor })),
    receivedAt: context.receivedAt,
    highestSeq: highestSeq ?? null,
  }
}

const parkedOf = (judgements: readonly Judgement[]): NewParkedMutation[] =>
  judgements.flatMap(({ parked, result }) => (parked ? { ...parked, mutationId: result.id } : []))

/** Several changes of one observation leave one feed row, with the number of the last. */
function changedBy(effects: readonly Effect[], state: BatchState): ChangedObservation[] {
  const lastSeq = new Map(effects.map(({ observationId, seq }) => [observationId, seq]))
  return [...lastSeq].map(([id, seq]) => ({ seq, body: observationOf(state, id) }))
}

function observationOf({ observations }: BatchState, id: Uuid) {
  const observation = observations.get(id)
  if (!observation) throw new Error('An applied mutation left no observation')
  return observation
}

const photosOf = (
  effects: readonly Effect[],
  { spaceId, authorId, announcedAt }: AuthoredSpace & { announcedAt: Timestamp },
): NewPhoto[] =>
  effects.flatMap(({ photos, observationId }) =>
    photos.map((photo) => ({
      ...photo,
      observationId,
      walkId: spaceId,
      clientId: authorId,
      fileName: newPhotoFileName(randomBytes),
      announcedAt,
    })),
  )

/** History names a role or a party, never a walker. */
const eventActor = ({ actor, actorName }: BatchWriting['judging']['context']): EventActor =>
  actor.kind === 'device'
    ? { kind: 'device', id: actor.clientId, label: actor.role }
    : { kind: 'account', id: actor.accountId, label: actorName }
