import type { Transaction } from 'kysely'
import { refuse, type Outcome } from '../../../shared/problem.ts'
import type { Database } from '../database/schema.ts'
import type { Joining } from './membership-store.ts'

/**
 * Lets a phone in by a code. The row of the code is locked: of two phones that come with a code for one, the second waits and is
 * refused, and a code that is closed meanwhile lets nobody in. The phone that has used a code for one may come back with it, because its
 * answer may have been lost. Refuses `walk-code-closed`, `walk-code-used`, and `unknown-walk-code` when the code has gone to another walk.
 */
export async function useCode(
  tx: Transaction<Database>,
  { code, municipalityId, walkId, clientId }: Joining,
): Promise<Outcome<never> | undefined> {
  if (code === undefined) return undefined
  const known = await tx
    .selectFrom('walk_codes')
    .select(['closed_at', 'for_one_phone', 'used_by'])
    .where('code', '=', code)
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .forUpdate()
    .executeTakeFirst()
  if (!known) return refuse('unknown-walk-code')
  if (known.closed_at !== null) return refuse('walk-code-closed')
  if (!known.for_one_phone) return undefined
  if (known.used_by !== null) {
    return known.used_by === clientId ? undefined : refuse('walk-code-used')
  }
  await tx.updateTable('walk_codes').set({ used_by: clientId }).where('code', '=', code).execute()
  return undefined
}
