import type { FeedRow } from '../../../shared/sync/feed.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { StoredSyncRow } from '../../store/spaces/feed-store.ts'

/**
 * Rows of the feed as one reader may see them; what the reader may not see looks deleted, so a thing that becomes hidden
 * disappears without a special case (sync.md §1.3).
 */
export const visibleRows = (rows: readonly StoredSyncRow[], actor: Actor): FeedRow[] =>
  rows.map((row) => {
    const body = row.deleted ? undefined : visibleBody(row, actor)
    return { ...row, deleted: body === undefined, body: body ?? null }
  })

/** A kind that nobody has made a rule for is shown to nobody. */
function visibleBody({ kind, body }: StoredSyncRow, actor: Actor): unknown {
  if (kind === 'walk') return body
  return kind === 'observation' ? visibleObservation(body as Observation, actor) : undefined
}
