import { randomBytes } from 'node:crypto'
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Database } from '../database/schema.ts'
import { insertNotifications } from '../web-push/notification-store.ts'
import type { StatementPart } from '../database/statement-parts.ts'

/** Who gets a message. `asker`: the account that asked the last question about the finding of the message. */
export type MessageRecipient = { kind: 'wish' | 'account' | 'phone'; id: Uuid } | { kind: 'asker' }

/** A message to be written. It holds ids and numbers only; its kind (server/mail/kinds) finds the rest when it is handed over. */
export interface NewMessage {
  /** Name of a kind in server/mail/all-kinds.ts. */
  kind: string
  /**
   * What makes it one message, with kind and recipient: the same one is written once, however often this is called. Take an id that a restore
   * does not change, so that the same message is recognised afterwards: of a mutation, a walk, a report.
   */
  subjectId: Uuid
  /** Of a version, a month or a day, where one subject causes several; 0 when absent. */
  number?: number
  recipient: MessageRecipient
  walkId?: Uuid | undefined
  findingId?: Uuid | undefined
  /** When what it tells of happened or fell due. Whatever is older than the last restore is held, because it may have been sent before. */
  causedAt: Timestamp
}

interface Writing {
  municipalityId: Uuid
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/**
 * Writes messages into the outbox, in the transaction of the event that causes them; the mail job hands them over within a minute. A phone that has
 * asked for it is told of some as well (`notifiedKinds`). Nobody
 * without an address gets one: a phone whose person has given none, and a disabled account, are left out. A message that is there already is
 * left as it is. A job that writes at fixed times asks for what fell due in the last days only: rows are deleted after the municipality's
 * months, and what is older would be written again.
 */
export async function writeMessages(
  tx: Transaction<Database>,
  writing: Writing,
  messages: readonly NewMessage[],
): Promise<void> {
  for (const { statement } of messageParts(writing, messages)) await statement.execute(tx)
}

/** Like `writeMessages`, as a part of the statement that writes a push. */
export function messageParts(writing: Writing, messages: readonly NewMessage[]): StatementPart[] {
  if (messages.length === 0) return []
  const items = JSON.stringify(messages.map((message) => itemOf(message, writing.now)))
  return [
    { name: 'noted_messages', statement: insertOf(writing, items) },
    { name: 'noted_notifications', statement: insertNotifications(writing, items) },
  ]
}

function insertOf({ municipalityId, now }: Writing, items: string): RawBuilder<unknown> {
  const at = new Date(now)
  const own = sql`municipality_id = ${municipalityId}`
  return sql`
    insert into mail_messages (municipality_id, id, kind, subject_id, number, recipient_kind, recipient_id, walk_id,
      finding_id, caused_at, written_at, epoch, state, tries, next_try_at, changed_at)
    select ${municipalityId}::uuid, id, kind, subject_id, number, recipient_kind, recipient_id, walk_id,
      finding_id, caused_at, ${at}::timestamptz, (select epoch from server_meta), 'waiting', 0, ${at}::timestamptz,
      ${at}::timestamptz
    from (
      select item.*, case when is_asker then (
        select actor_id from events where ${own} and subject_id = item.finding_id and actor_kind = 'account'
          and events.kind = 'status-set' and data ->> 'status' = 'needs-info' order by seq desc limit 1
      ) else recipient end as recipient_id
      from jsonb_to_recordset(${items}::jsonb) as item(id uuid, kind text, subject_id uuid, number integer,
        recipient_kind text, recipient uuid, is_asker boolean, walk_id uuid, finding_id uuid, caused_at timestamptz)
    ) as item
    where case recipient_kind
      when 'phone' then exists (select from phone_addresses where ${own} and client_id = item.recipient_id)
      when 'account' then exists (select from accounts
        where ${own} and accounts.id = item.recipient_id and disabled_at is null)
      else true end
    on conflict do nothing`
}

const itemOf = (
  { kind, subjectId, number = 0, recipient, walkId, findingId, causedAt }: NewMessage,
  now: number,
) => ({
  id: makeUuid(now, () => randomBytes(16)),
  ...{ kind, number, subject_id: subjectId, caused_at: causedAt },
  recipient_kind: recipient.kind === 'asker' ? 'account' : recipient.kind,
  recipient: recipient.kind === 'asker' ? null : recipient.id,
  is_asker: recipient.kind === 'asker',
  walk_id: walkId ?? null,
  finding_id: findingId ?? null,
})
