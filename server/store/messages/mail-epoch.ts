import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

export interface MailEpoch {
  epoch: Uuid
  /** When the mail job found that the store had been restored; null when it never was. */
  restoredAt: Date | null
}

/** Returns the epoch of the store, and notes when it is another one than the mail job knew: the store was restored since. */
export async function noteMailEpoch(db: Kysely<Database>, now: Date): Promise<MailEpoch> {
  await sql`
    update server_meta set mail_epoch = epoch,
      mail_restored_at = case when mail_epoch is null then mail_restored_at else ${now}::timestamptz end
    where mail_epoch is distinct from epoch`.execute(db)
  const row = await db
    .selectFrom('server_meta')
    .select(['epoch', 'mail_restored_at as restoredAt'])
    .executeTakeFirstOrThrow()
  return row
}
