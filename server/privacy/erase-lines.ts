import type { Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import { withoutLines, type SaidLine } from '../../shared/walk/said/said-line.ts'
import type { SpaceChange } from '../feed/change-feed.ts'
import type { Store } from '../store/database/database.ts'
import type { Database } from '../store/database/schema.ts'
import { writeChanges } from '../store/spaces/batch-writes.ts'
import { lockSpace, type SpaceKey } from '../store/spaces/feed-store.ts'
import { readWalk } from '../store/walks/walk-store.ts'

interface Removal {
  space: SpaceKey
  /** Which of the lines that were said on the walk. */
  isGone: (line: SaidLine) => boolean
  head: bigint
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/** Removes lines that leaders have said to everybody from the walk and so from every phone, and returns the new head. Needs the lock. */
export async function removeLines(
  tx: Transaction<Database>,
  { space, isGone, head, now }: Removal,
): Promise<bigint> {
  const { municipalityId, spaceId: walkId } = space
  const walk = await readWalk(tx, { municipalityId, walkId })
  const body = walk && withoutLines(walk, isGone)
  if (!body) return head
  const end = head + 1n
  const changed = [{ kind: 'walk' as const, seq: end, body }]
  const receivedAt = new Date(now).toISOString()
  await writeChanges(tx, space, { changed, head: end, events: [], receivedAt })
  return end
}

/** Erases all that was said to everybody on one walk. Returns what has changed; undefined when nothing was said there. */
export async function eraseLines(
  store: Store,
  { municipalityId, walkId, now }: { municipalityId: Uuid; walkId: Uuid; now: number },
): Promise<SpaceChange | undefined> {
  const space = { municipalityId, spaceId: walkId }
  return store.db.transaction().execute(async (tx) => {
    const head = await lockSpace(tx, space)
    if (head === undefined) return undefined
    const after = await removeLines(tx, { space, isGone: () => true, head, now })
    return after === head ? undefined : { ...space, head: after.toString() }
  })
}
