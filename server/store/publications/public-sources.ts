import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import {
  publicWalk,
  type PublicSources,
  type PublicWalk,
} from '../../../shared/publication/public-walk.ts'
import type { CalendarDay, Timestamp } from '../../../shared/timestamps.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'
import { findObservations } from '../observations/observation-store.ts'
import { listFeedback } from '../promises/feedback-store.ts'
import { readMunicipality } from '../walks/municipality-store.ts'
import { readPublications } from './publication-store.ts'

interface SourcesOptions {
  municipalityId: Uuid
  walk: Walk
  now: Timestamp
}

/** Reads what everybody may know of a walk now; only findings that somebody has decided about are read. */
export async function readPublicWalk(
  db: Kysely<Database>,
  { municipalityId, walk, now }: SourcesOptions,
): Promise<PublicWalk> {
  const key = { municipalityId, walkId: walk.id }
  const [municipality, publications, feedbackOn] = await Promise.all([
    readMunicipality(db, municipalityId),
    readPublications(db, key),
    feedbackDays(db, key),
  ])
  const ids = publications.map(({ id }) => id)
  const observations = [...(await findObservations(db, municipalityId, ids)).values()]
  const sources: PublicSources = { walk, municipality, observations, publications, feedbackOn }
  return publicWalk(sources, now)
}

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** The days as they were promised: another time zone or another first report would count others. */
async function feedbackDays(db: Kysely<Database>, key: WalkKey): Promise<CalendarDay[]> {
  const [found] = await listFeedback(db, { ...key, after: null, limit: 1 })
  return found?.dates.map(({ dueOn }) => dueOn) ?? []
}

/** Returns every finding of a walk, for those who publish it. */
export async function readFindings(
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
): Promise<Observation[]> {
  const { rows } = await sql<{ body: Observation }>`
    select body from observations where municipality_id = ${municipalityId} and walk_id = ${walkId}
    order by number`.execute(db)
  return rows.map(({ body }) => body)
}
