import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import { signedRole } from '../../../shared/access/device-part.ts'
import { roleOf } from '../../../shared/access/roles.ts'
import type { SubjectRef } from '../../../shared/sync/subject.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import { answeredWriting, type AnsweredChanges } from '../../store/spaces/batch-writes.ts'
import type { EventActor, NewEvent } from '../../store/spaces/event-store.ts'
import type { AuthoredSpace, CountedPhone } from '../../store/spaces/mutation-ledger.ts'
import type { NewParkedMutation } from '../../store/spaces/parked-mutations.ts'
import { dropSpace } from '../../store/spaces/space-store.ts'
import type { ChangedSubject } from '../../store/spaces/subject-writers.ts'
import { newPhotoFileName } from '../../store/photos/photo-files.ts'
import type { NewPhoto } from '../../store/photos/photo-store.ts'
import { run } from '../../store/database/query.ts'
import type { Database } from '../../store/database/schema.ts'
import type { BatchState } from './batch-state.ts'
import {
  causedMessages,
  writeInvitations,
  writeJoinedAnswers,
} from '../messages/caused-messages.ts'
import type { CommonContext, Effect, Judgement } from './judge-mutations.ts'

export interface BatchWriting {
  space: AuthoredSpace
  judging: { context: Pick<CommonContext, 'actor' | 'actorName' | 'receivedAt'> }
  /** Of a phone's push. */
  counted?: CountedPhone | null
}

export interface JudgedBatch {
  judgements: readonly Judgement[]
  state: BatchState
}

/** A push to another space has used one of the ids since they were read; the lock covers one space only. */
class MutationIdTakenError extends Error {
  override name = 'MutationIdTakenError'
}

/** Writes everything of a judged batch, whatever its size, in one statement; needs the space lock. Throws `MutationIdTakenError`. */
export async function writeBatch(
  tx: Transaction<Database>,
  judged: JudgedBatch,
  writing: BatchWriting,
): Promise<void> {
  const changes = changesOf(judged, writing)
  const statement = answeredWriting(changes)
  const recorded = statement ? await run(tx, statement) : 0
  if (recorded < changes.answers.length)
    throw new MutationIdTakenError('A mutation id was taken meanwhile')
  const { municipalityId } = writing.space
  const now = Date.parse(changes.receivedAt)
  const effects = judged.judgements.flatMap(({ effects: own = [] }) => own)
  await writeJoinedAnswers(tx, effects, { municipalityId, now })
  await writeInvitations(tx, effects, { municipalityId, now, subjects: judged.state.subjects })
  // Nothing has happened in the space: the mutation that would have created it was refused or parked.
  if (changes.head === 0n) await dropSpace(tx, writing.space)
}

/** Returns what a judged batch has to write. */
function changesOf(
  { judgements, state }: JudgedBatch,
  { space, judging: { context }, counted = null }: BatchWriting,
): AnsweredChanges {
  const effects = judgements.flatMap(({ effects: own = [] }) => own)
  const actor = eventActor(context)
  return {
    space,
    answers: judgements.flatMap(({ answer }) => answer ?? []),
    parked: parkedOf(judgements),
    photos: photosOf(effects, { ...space, announcedAt: context.receivedAt }),
    changed: changedBy(effects, state),
    head: state.head,
    events: effects.flatMap((effect) => eventsOf(effect, actor)),
    receivedAt: context.receivedAt,
    counted,
    messages: causedMessages(effects, { subjects: state.subjects }),
  }
}

const eventsOf = (
  { seq, subject, mutationId, capturedAt, events }: Effect,
  actor: EventActor,
): NewEvent[] =>
  events.map((event, ord) => ({ ...event, seq, ord, subject, mutationId, capturedAt, actor }))

const parkedOf = (judgements: readonly Judgement[]): NewParkedMutation[] =>
  judgements.flatMap(({ parked, result }) => (parked ? { ...parked, mutationId: result.id } : []))

/** Merges several changes of one subject into one feed row, with the number of the last. */
function changedBy(effects: readonly Effect[], state: BatchState): ChangedSubject[] {
  const last = new Map(
    effects.map(({ subject, seq }) => [`${subject.kind} ${subject.id}`, { subject, seq }]),
  )
  return [...last.values()].map(({ subject, seq }) => bodyOf(subject, seq, state))
}

function bodyOf({ kind, id }: SubjectRef, seq: bigint, { subjects }: BatchState): ChangedSubject {
  const body = subjects.get(kind, id)
  if (!body) throw new Error('An applied mutation left no body')
  return { kind, seq, body } as ChangedSubject
}

const photosOf = (
  effects: readonly Effect[],
  { spaceId, authorId, announcedAt }: AuthoredSpace & { announcedAt: Timestamp },
): NewPhoto[] =>
  effects.flatMap(({ photos, subject }) =>
    photos.map((photo) => ({
      ...photo,
      observationId: subject.id,
      walkId: spaceId,
      clientId: authorId,
      fileName: newPhotoFileName(randomBytes),
      announcedAt,
    })),
  )

/** Returns the actor for history: a role or a party, never a walker. */
function eventActor({ actor, actorName }: BatchWriting['judging']['context']): EventActor {
  switch (actor.kind) {
    case 'device':
      return { kind: actor.kind, id: actor.clientId, label: signedRole(actor) }
    case 'account':
      return { kind: actor.kind, id: actor.accountId, label: actorName }
    case 'link':
      return { kind: actor.kind, id: actor.linkId, label: roleOf(actor) }
    case 'integration':
      return { kind: actor.kind, id: actor.keyId, label: actorName }
    case 'system':
      return { kind: actor.kind, id: null, label: roleOf(actor) }
  }
}
