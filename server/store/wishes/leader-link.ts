import type { Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'
import { listCodes, makeCode } from '../walks/walk-codes.ts'

interface LeaderLink {
  linkHash: string
  municipalityId: Uuid
  /** Of a walk that is there. */
  walkId: Uuid
}

/**
 * Returns the code that makes the asker of an accepted wish a leader, and makes it the first time. Null once somebody has closed it: it is
 * never made again by itself. The row of the link is locked, so that two who look at once get the same one.
 */
export const leaderCodeOf = (store: Store, link: LeaderLink): Promise<string | null> =>
  store.db.transaction().execute(async (tx) => {
    const { municipalityId, walkId, linkHash } = link
    const known = await tx
      .selectFrom('wish_links')
      .select('leader_code')
      .where('link_hash', '=', linkHash)
      .forUpdate()
      .executeTakeFirst()
    if (!known) return null
    if (known.leader_code !== null) return openCode(tx, link, known.leader_code)
    const made = await makeCode(tx, { municipalityId, walkId, role: 'leader' })
    if (!made.ok) return null
    const { code } = made.value
    await tx
      .updateTable('wish_links')
      .set({ leader_code: code })
      .where('link_hash', '=', linkHash)
      .execute()
    return code
  })

async function openCode(
  db: Kysely<Database>,
  { municipalityId, walkId }: LeaderLink,
  code: string,
): Promise<string | null> {
  const codes = await listCodes(db, { municipalityId, walkId })
  return codes.some((one) => one.code === code && one.role === 'leader') ? code : null
}
