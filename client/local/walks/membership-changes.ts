import type { Uuid } from '../../../shared/identifiers.ts'
import { readFact, writeFact, type MembershipChange } from '../database/identity.ts'
import type { WriteTransaction } from '../database/phone-database.ts'

/** The change was sent, or is obsolete after joining again; a change of that walk made meanwhile stays. */
export async function forgetChange(
  transaction: WriteTransaction,
  walkId: Uuid,
  told?: MembershipChange,
): Promise<void> {
  const { [walkId]: known, ...others } = (await readFact(transaction, 'membership-changes')) ?? {}
  if (!known || (told && JSON.stringify(told) !== JSON.stringify(known))) return
  await writeFact(transaction, { key: 'membership-changes', value: others })
}
