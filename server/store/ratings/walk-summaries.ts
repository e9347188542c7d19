import type { Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { summariseArea, type AreaSummary } from '../../../shared/rating/area-summary.ts'
import { summariseRatings, type StopSummary } from '../../../shared/rating/rating-summary.ts'
import type { RatingBasis } from '../../../shared/rating/withhold.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'
import { readRatings, readWalkAnswers } from './rating-store.ts'

interface SummariesOptions {
  municipalityId: Uuid
  walk: Walk
  basis: RatingBasis
  /** Unix milliseconds. */
  nowMs: number
}

/** Returns what may be known of the answers of a walk: spreads of its stops and its area, none of small groups. */
export async function readSummaries(
  db: Kysely<Database>,
  { municipalityId, walk, basis, nowMs }: SummariesOptions,
): Promise<{ stops: StopSummary[]; area: AreaSummary[] }> {
  const key = { municipalityId, walkId: walk.id }
  const [ratings, answers] = await Promise.all([readRatings(db, key), readWalkAnswers(db, key)])
  const stopIds = walk.stops.map(({ id }) => id)
  const isClosed = walk.phase === 'closed'
  const closedMs = isClosed ? Date.parse(walk.closedAt ?? walk.endsAt ?? '') || 0 : null
  return {
    stops: summariseRatings(ratings, { stopIds, basis, isClosed }),
    area: summariseArea(answers, { basis, closedMs, nowMs }),
  }
}
