import type { PhotoKey } from './photo-store.ts'
import type { Store } from '../database/database.ts'

/** A number that only this program uses: advisory locks are one namespace for the whole database (migrate.ts has the other). */
const photoLocks = 1_819_895_669

/**
 * Runs `work` while no other process runs it for the same photo; returns false without running it when another process does. The claim
 * ends with its connection, so a process that dies blocks nobody. Needs a second connection for the queries of `work`.
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
    // A connection that may still hold the claim is not returned to the pool.
    client.release(!isClean)
  }
}
