import { holdAll } from '../../../server/store/messages/message-holds.ts'
import { writeMessages } from '../../../server/store/messages/write-messages.ts'
import type { Store } from '../../../server/store/database/database.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { TestMunicipality } from '../fixtures/people.ts'

/** Writes an e-mail to a walker and holds it, as without a mail server; returns its id. */
export async function heldMessage(
  { db }: Store,
  { id: municipalityId, phones }: TestMunicipality,
  nowMs: number,
): Promise<Uuid> {
  const { clientId } = phones.anna
  const now = new Date(nowMs)
  const given = { email: 'anna@example.dk', language: 'da', given_at: now } as const
  await db
    .insertInto('phone_addresses')
    .values({ municipality_id: municipalityId, client_id: clientId, ...given })
    .execute()
  await db.transaction().execute((tx) =>
    writeMessages(tx, { municipalityId, now: nowMs }, [
      {
        ...{ kind: 'address-given', subjectId: clientId, causedAt: now.toISOString() },
        recipient: { kind: 'phone', id: clientId },
      },
    ]),
  )
  await holdAll(db, { municipalityId, now })
  const { id } = await db
    .selectFrom('mail_messages')
    .select('id')
    .where('municipality_id', '=', municipalityId)
    .executeTakeFirstOrThrow()
  return id
}
