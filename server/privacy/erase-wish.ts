import type { Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { SpaceChange } from '../feed/change-feed.ts'
import type { Store } from '../store/database/database.ts'
import type { Database } from '../store/database/schema.ts'
import { lockSpace, writeSyncRows, type SpaceKey } from '../store/spaces/feed-store.ts'
import { forgetWishes, readWish, type WishKey } from '../store/wishes/wish-store.ts'

/**
 * Erases one wish with everything in it, its link too: reason, name and contact stand nowhere else. A walk that was made of it is the
 * municipality's and stays with the name of the place, as does the code of its leader. Returns what has changed; undefined when there was none.
 */
export async function eraseWish(
  store: Store,
  { municipalityId, wishId }: WishKey,
): Promise<SpaceChange | undefined> {
  const space = { municipalityId, spaceId: municipalityId }
  return store.db.transaction().execute(async (tx) => {
    const head = await lockSpace(tx, space)
    if (head === undefined || !(await readWish(tx, { municipalityId, wishId }))) return undefined
    const after = await removeWishes(tx, { space, ids: [wishId], head })
    return { ...space, head: after.toString() }
  })
}

interface Removal {
  space: SpaceKey
  ids: readonly Uuid[]
  head: bigint
}

/** Leaves a deletion in the feed for each, and returns the new head. Needs the lock. */
export async function removeWishes(
  tx: Transaction<Database>,
  { space, ids, head }: Removal,
): Promise<bigint> {
  if (ids.length === 0) return head
  await forgetWishes(tx, space, ids)
  const rows = ids.map((id, index) => {
    return { kind: 'wish' as const, id, seq: head + BigInt(index + 1), body: null }
  })
  const end = head + BigInt(ids.length)
  await writeSyncRows(tx, space, { rows, head: end })
  return end
}
