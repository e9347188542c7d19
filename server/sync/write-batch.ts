import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { MutationContext } from '../../shared/mutation-context.ts'
import type { Timestamp } from '../../shared/timestamps.ts'
import { recordEvents, type EventActor } from '../store/event-store.ts'
import { recordAnswers, type AuthoredSpace } from '../store/mutation-ledger.ts'
import { saveObservations } from '../store/observation-store.ts'
import { parkMutations } from '../store/parked-mutations.ts'
import { newPhotoFileName } from '../store/photo-files.ts'
import { announcePhotos, type NewPhoto } from '../store/photo-store.ts'
import type { Database } from '../store/schema.ts'
import type { BatchState } from './batch-state.ts'
import type { Effect, Judgement } from './judge-mutations.ts'

export interface BatchWriting {
  space: AuthoredSpace
  judging: {
    context: Pick<MutationContext, 'actor' | 'actorName'> & { receivedAt: Timestamp }
  }
}

/** Writes everything of a judged batch, one statement a table; needs the space lock. */
export async function writeBatch(
  tx: Transaction<Database>,
  { judgements, state }: { judgements: readonly Judgement[]; state: BatchState },
  { space, judging: { context } }: BatchWriting,
): Promise<void> {
  await recordAnswers(
    tx,
    space,
    judgements.flatMap(({ answer }) => answer ?? []),
  )
  await parkMutations(
    tx,
    space,
    judgements.flatMap(({ parked, result }) =>
      parked ? { ...parked, mutationId: result.id } : [],
    ),
  )
  const effects = judgements.flatMap(({ effect }) => effect ?? [])
  if (effects.length === 0) return
  await writeObservations(tx, { effects, state }, space)
  await announcePhotos(tx, space.municipalityId, photosOf(effects, space))
  const actor = eventActor(context)
  const events = effects.map(({ event, ...rest }) => ({ ...rest, ...event, actor }))
  await recordEvents(tx, space, { events, receivedAt: context.receivedAt })
}

/** Several changes of one observation leave one feed row, with the number of the last. */
async function writeObservations(
  tx: Transaction<Database>,
  { effects, state }: { effects: readonly Effect[]; state: BatchState },
  space: AuthoredSpace,
): Promise<void> {
  const lastSeq = new Map(effects.map(({ observationId, seq }) => [observationId, seq]))
  const changed = [...lastSeq].map(([id, seq]) => ({ seq, body: observationOf(state, id) }))
  await saveObservations(tx, space, { changed, head: state.head })
}

function observationOf({ observations }: BatchState, id: Uuid) {
  const observation = observations.get(id)
  if (!observation) throw new Error('An applied mutation left no observation')
  return observation
}

const photosOf = (effects: readonly Effect[], { spaceId, authorId }: AuthoredSpace): NewPhoto[] =>
  effects.flatMap(({ photos, observationId }) =>
    photos.map((photo) => ({
      ...photo,
      observationId,
      walkId: spaceId,
      clientId: authorId,
      fileName: newPhotoFileName(randomBytes),
    })),
  )

/** History names a role or a party, never a walker. */
const eventActor = ({ actor, actorName }: BatchWriting['judging']['context']): EventActor =>
  actor.kind === 'device'
    ? { kind: 'device', id: actor.clientId, label: actor.role }
    : { kind: 'account', id: actor.accountId, label: actorName }
