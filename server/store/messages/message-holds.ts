import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'
import type { MailEpoch } from './mail-epoch.ts'

/** The messages of a municipality, at a moment. */
interface Outbox {
  municipalityId: Uuid
  now: Date
}

/** A process has died during a hand-over: nobody knows whether the mail left. */
export async function settleCrashed(
  db: Kysely<Database>,
  { municipalityId, now }: Outbox,
): Promise<void> {
  await sql`
    update mail_messages set state = 'unknown', reason = 'crashed', changed_at = ${now}
    where municipality_id = ${municipalityId} and state = 'handing-over' and claimed_until <= ${now}`.execute(
    db,
  )
}

/** Holds everything that waits: without a mail server nobody gets it. */
export async function holdAll(
  db: Kysely<Database>,
  { municipalityId, now }: Outbox,
): Promise<void> {
  await sql`
    update mail_messages set state = 'held', reason = 'no-mail-server', changed_at = ${now}
    where municipality_id = ${municipalityId} and state = 'waiting'
      and (claimed_until is null or claimed_until <= ${now})`.execute(db)
}

/** Holds what waits and may have been sent before a restore: it was written before it, or tells of something older. */
export async function holdRestored(
  db: Kysely<Database>,
  { municipalityId, now }: Outbox,
  { epoch, restoredAt }: MailEpoch,
): Promise<void> {
  await sql`
    update mail_messages set state = 'held', reason = 'restored', changed_at = ${now}
    where municipality_id = ${municipalityId} and state = 'waiting'
      and (epoch <> ${epoch} or caused_at < ${restoredAt}::timestamptz)`.execute(db)
}
