import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

/** Kinds of messages that a phone is told of as well (server/mail/all-kinds.ts). */
const notifiedKinds = ['question', 'report-ready', 'feedback'] as const
export type NotifiedKind = (typeof notifiedKinds)[number]

export interface StoredNotification {
  municipalityId: Uuid
  clientId: Uuid
  kind: NotifiedKind
  subjectId: Uuid
  number: number
  walkId: Uuid | null
  findingId: Uuid | null
  tries: number
}

interface Writing {
  municipalityId: Uuid
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/** One row of the recordset of messages that `messageParts` and `writeMessages` write, as JSON text. */
export const insertNotifications = (
  { municipalityId, now }: Writing,
  items: string,
): RawBuilder<unknown> => sql`
  insert into push_notifications (municipality_id, client_id, kind, subject_id, number, walk_id, finding_id, epoch, state,
    tries, next_try_at, written_at)
  select ${municipalityId}::uuid, recipient, kind, subject_id, number, walk_id, finding_id,
    (select epoch from server_meta), 'waiting', 0, ${new Date(now)}::timestamptz, ${new Date(now)}::timestamptz
  from jsonb_to_recordset(${items}::jsonb) as item(kind text, subject_id uuid, number integer, recipient_kind text,
    recipient uuid, walk_id uuid, finding_id uuid)
  where recipient_kind = 'phone' and kind = any(${[...notifiedKinds]}::text[]) and exists (
    select from push_subscriptions where municipality_id = ${municipalityId} and client_id = recipient)
  on conflict do nothing`

const dayMs = 24 * 60 * 60_000
/** Older ones tell of what people have read meanwhile. */
const waitingMs = 3 * dayMs
/** Nothing writes of what is older, so nothing needs to be recognised. */
const keptMs = 60 * dayMs

/** Drops what nobody is to be told any more: what waited before a restore, and what has waited for days. What is long over is deleted. */
export async function dropStale(
  db: Kysely<Database>,
  { municipalityId, now }: Writing,
): Promise<void> {
  await sql`delete from push_notifications where municipality_id = ${municipalityId}
    and written_at < ${new Date(now - keptMs)}::timestamptz`.execute(db)
  await sql`update push_notifications set state = 'dropped' where municipality_id = ${municipalityId}
    and state = 'waiting' and (epoch <> (select epoch from server_meta)
      or written_at < ${new Date(now - waitingMs)}::timestamptz)`.execute(db)
}

/**
 * Takes what is due, marked as sent before it is: whoever dies meanwhile has told nobody twice. They are looked up once, before any is taken, because a
 * sub-select may run anew for each row.
 */
export async function takeNotifications(
  db: Kysely<Database>,
  { municipalityId, now }: Writing,
  most: number,
): Promise<StoredNotification[]> {
  const { rows } = await sql<StoredNotification>`
    with due as materialized (
      select client_id, kind, subject_id, number from push_notifications
      where municipality_id = ${municipalityId} and state = 'waiting' and next_try_at <= ${new Date(now)}::timestamptz
      order by next_try_at limit ${most} for update skip locked)
    update push_notifications as told set state = 'sending', tries = told.tries + 1 from due
    where told.municipality_id = ${municipalityId} and told.client_id = due.client_id and told.kind = due.kind
      and told.subject_id = due.subject_id and told.number = due.number
    returning told.municipality_id as "municipalityId", told.client_id as "clientId", told.kind,
      told.subject_id as "subjectId", told.number, told.walk_id as "walkId", told.finding_id as "findingId",
      told.tries`.execute(db)
  return rows
}

export type NotificationChange =
  { state: 'sent' | 'dropped' } | { state: 'waiting'; nextTryAt: Date }

/** Records what became of one that was taken. */
export async function settleNotification(
  db: Kysely<Database>,
  { municipalityId, clientId, kind, subjectId, number }: StoredNotification,
  change: NotificationChange,
): Promise<void> {
  const nextTry = 'nextTryAt' in change ? sql`, next_try_at = ${change.nextTryAt}` : sql``
  await sql`update push_notifications set state = ${change.state} ${nextTry}
    where municipality_id = ${municipalityId} and client_id = ${clientId} and kind = ${kind}
      and subject_id = ${subjectId} and number = ${number} and state = 'sending'`.execute(db)
}
