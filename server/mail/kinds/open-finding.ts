import type { Kysely } from 'kysely'
import type { Observation } from '../../../shared/observation/observation.ts'
import { isRestrictedCategory } from '../../../shared/observation/categories.ts'
import type { Database } from '../../store/database/schema.ts'
import type { StoredMessage } from '../../store/messages/message-claims.ts'
import { findObservations } from '../../store/observations/observation-store.ts'
import type { Reading } from '../message-kind.ts'

/** Reads the finding that a message is about. Restricted ones are in no mail, also when they became so since it was written. */
export async function openFinding(
  db: Kysely<Database>,
  { municipalityId, findingId }: StoredMessage,
): Promise<Reading<Observation>> {
  const ids = findingId === null ? [] : [findingId]
  const [finding] = (await findObservations(db, municipalityId, ids)).values()
  if (!finding || finding.isWithdrawn) return { withdrawn: 'subject-gone' }
  return isRestrictedCategory(finding.category) ? { withdrawn: 'restricted' } : { facts: finding }
}
