import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import {
  removableStates,
  sendableStates,
  type MessageReason,
  type MessageState,
} from '../../../shared/message/message.ts'
import type { Database } from '../database/schema.ts'
import { readEpoch } from '../database/server-meta.ts'
import { storedColumns, type StoredMessage } from './message-claims.ts'

/** A message with where it stands. */
export interface OutboxMessage extends StoredMessage {
  state: MessageState
  reason: MessageReason | null
  answer: string | null
  nextTryAt: Date
  changedAt: Date
}

export interface OutboxScope {
  municipalityId: Uuid
  walkId?: Uuid | undefined
  findingId?: Uuid | undefined
  /** `open`: somebody may have to do something; `done`: handed over or withdrawn. */
  part: 'open' | 'done'
}

const done = sql`('handed-over', 'withdrawn')`

const conditionOf = ({
  municipalityId,
  walkId,
  findingId,
  part,
}: OutboxScope): RawBuilder<unknown> =>
  sql`municipality_id = ${municipalityId}
    ${walkId === undefined ? sql`` : sql`and walk_id = ${walkId}`}
    ${findingId === undefined ? sql`` : sql`and finding_id = ${findingId}`}
    and ${part === 'done' ? sql`state in ${done}` : sql`state not in ${done}`}`

/** Returns up to `most` messages: those that need a person first, then by their last change, the newest first. */
export async function listMessages(
  db: Kysely<Database>,
  scope: OutboxScope,
  most: number,
): Promise<OutboxMessage[]> {
  const { rows } = await sql<OutboxMessage>`
    select ${storedColumns}, state, reason, answer, next_try_at as "nextTryAt", changed_at as "changedAt"
    from mail_messages where ${conditionOf(scope)}
    order by state in ('waiting', 'handing-over'), changed_at desc, id desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** Returns how many messages stand where. */
export async function countMessages(
  db: Kysely<Database>,
  municipalityId: Uuid,
): Promise<Partial<Record<MessageState, number>>> {
  const { rows } = await sql<{ state: MessageState; count: number }>`
    select state, count(*)::int as count from mail_messages where municipality_id = ${municipalityId}
    group by state`.execute(db)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

export interface MessageStep {
  municipalityId: Uuid
  id: Uuid
  /** The state that the person saw. */
  base: MessageState
  now: Date
}

/** Lets a message go again, as if it had just been written. Returns false when it stands somewhere else meanwhile. */
export async function releaseMessage(
  db: Kysely<Database>,
  { municipalityId, id, base, now }: MessageStep,
): Promise<boolean> {
  const epoch = await readEpoch({ db })
  const { numAffectedRows } = await sql`
    update mail_messages set state = 'waiting', reason = null, answer = null, tries = 0, epoch = ${epoch},
      caused_at = ${now}, next_try_at = ${now}, claim_id = null, claimed_until = null, changed_at = ${now}
    where municipality_id = ${municipalityId} and id = ${id} and state = ${base}
      and state = any(${sendableStates}::text[])`.execute(db)
  return numAffectedRows === 1n
}

/** Takes a message out of the outbox for good. Returns false when it stands somewhere else meanwhile, or is being handed over. */
export async function removeMessage(
  db: Kysely<Database>,
  { municipalityId, id, base, now }: MessageStep,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_messages set state = 'withdrawn', reason = 'by-hand', claim_id = null, claimed_until = null,
      changed_at = ${now}
    where municipality_id = ${municipalityId} and id = ${id} and state = ${base}
      and state = any(${removableStates}::text[])`.execute(db)
  return numAffectedRows === 1n
}
