import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'
import { phonesToTell } from './address-store.ts'
import { writeMessages, type MessageRecipient } from './write-messages.ts'

interface ReadyReport {
  municipalityId: Uuid
  walkId: Uuid
  version: number
  /** The findings in it; none is restricted. */
  findingIds: readonly Uuid[]
  /** Unix milliseconds. */
  nowMs: number
}

/** Writes to the accounts of the parties in a report and to those who walked and want to be told that it can be read. */
export async function writeReportMessages(
  tx: Transaction<Database>,
  { municipalityId, walkId, version, findingIds, nowMs }: ReadyReport,
): Promise<void> {
  const phones = await phonesToTell(tx, { municipalityId, walkId })
  const accounts = await accountsOfParties(tx, municipalityId, findingIds)
  const recipients: MessageRecipient[] = [
    ...phones.map((id) => ({ kind: 'phone' as const, id })),
    ...accounts.map((id) => ({ kind: 'account' as const, id })),
  ]
  const common = { kind: 'report-ready', subjectId: walkId, number: version, walkId }
  const causedAt = new Date(nowMs).toISOString()
  const messages = recipients.map((recipient) => ({ ...common, recipient, causedAt }))
  await writeMessages(tx, { municipalityId, now: nowMs }, messages)
}

async function accountsOfParties(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  findingIds: readonly Uuid[],
): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select distinct account_id as id from account_parties
    where municipality_id = ${municipalityId} and party_id in (
      select unnest(party_ids) from observations
      where municipality_id = ${municipalityId} and id = any(${findingIds}::uuid[]))
    order by account_id`.execute(tx)
  return rows.map(({ id }) => id)
}
