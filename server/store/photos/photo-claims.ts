import type { PhotoKey } from './photo-store.ts'
import type { Store } from '../database/database.ts'

/** A number that only this program uses: advisory locks are one namespace for the whole database (migrate.ts has the other). */
const photoLocks = 1_819_895_669

/**
 * Does `work` while no other process does it for the same photo; false, and nothing done, when another is at it. The claim ends
 * with its connection, so a process that dies holds up nobody. Needs a second connection for what `work` asks of the store.
 */
export async function withPhotoClaim(
  store: Store,
  { municipalityId, photoId }: PhotoKey,
  work: () => Promise<void>,
): Promise<boolean> {
  const key = [photoLocks, `${municipalityId}/${photoId}`]
  const client = await store.pool.connect()
  let isClean = false
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as taken',
      key,
    )
    const isMine = rows[0]?.taken ?? false
    if (isMine)
      await work().finally(() => client.query('select pg_advisory_unlock($1, hashtext($2))', key))
    isClean = true
    return isMine
  } finally {
    // A connection that may still hold the claim is not given back.
    client.release(!isClean)
  }
}
