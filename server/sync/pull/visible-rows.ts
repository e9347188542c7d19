import type { Actor } from '../../../shared/access/roles.ts'
import type { FeedRow } from '../../../shared/sync/feed.ts'
import { visibleBody } from '../../../shared/sync/registry.ts'
import type { StoredSyncRow } from '../../store/spaces/feed-store.ts'

/**
 * Returns rows of the feed as one reader may see them; a row that the reader may not see looks deleted, so a thing that becomes hidden
 * disappears without a special case (sync.md §1.3).
 */
export const visibleRows = (rows: readonly StoredSyncRow[], actor: Actor): FeedRow[] =>
  rows.map((row) => {
    const body = row.deleted ? undefined : visibleBody(row.kind, row.body, actor)
    return { ...row, deleted: body === undefined, body: body ?? null }
  })
