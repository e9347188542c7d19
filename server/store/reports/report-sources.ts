import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { collectFacts } from '../../../shared/report/facts/collect-facts.ts'
import type { FollowUpSources } from '../../../shared/report/facts/follow-up-facts.ts'
import type { ReportFacts } from '../../../shared/report/facts/report-facts.ts'
import { gatheringOf } from '../../../shared/walk/gathering/gathering.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'
import { findObservations } from '../observations/observation-store.ts'
import { readSummaries } from '../ratings/walk-summaries.ts'
import { readFirstMadeAt } from './report-store.ts'
import { readClosedFollowUp } from '../walks/walk-store.ts'
import { readCategoryEfforts, readMunicipality } from '../walks/municipality-store.ts'

interface SourcesOptions {
  municipalityId: Uuid
  walk: Walk
  /** Unix milliseconds. */
  nowMs: number
}

/** Reads what a report of the walk would say now; null as long as nobody has approved its list. */
export async function readFacts(
  db: Kysely<Database>,
  { municipalityId, walk, nowMs }: SourcesOptions,
): Promise<ReportFacts | null> {
  const approved = gatheringOf(walk).approval?.findings ?? []
  const [profile, categoryEfforts, found, summaries, phones, followUp, firstMadeAt] =
    await Promise.all([
      readMunicipality(db, municipalityId),
      readCategoryEfforts(db, municipalityId),
      findObservations(
        db,
        municipalityId,
        approved.map(({ id }) => id),
      ),
      readSummaries(db, { municipalityId, walk, basis: 'local', nowMs }),
      countPhones(db, { municipalityId, walkId: walk.id }),
      readFollowUp(db, { municipalityId, walk, nowMs }),
      readFirstMadeAt(db, { municipalityId, walkId: walk.id }),
    ])
  return collectFacts({
    ...{ walk, phones, followUp, firstMadeAt, municipality: { ...profile, categoryEfforts } },
    observations: [...found.values()].filter(({ walkId }) => walkId === walk.id),
    ratings: summaries.stops,
    area: summaries.area,
    madeAt: new Date(nowMs).toISOString(),
  })
}

/** The latest closed walk that checks up on this one, with what may be known of its answers. */
async function readFollowUp(
  db: Kysely<Database>,
  { municipalityId, walk: earlier, nowMs }: SourcesOptions,
): Promise<FollowUpSources | null> {
  const walk = await readClosedFollowUp(db, { municipalityId, walkId: earlier.id })
  if (!walk) return null
  const { stops } = await readSummaries(db, { municipalityId, walk, basis: 'local', nowMs })
  return { walk, ratings: stops }
}

/** Phones that have joined the walk, also those that left it later; not those that somebody removed. */
async function countPhones(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from walk_members
    where municipality_id = ${municipalityId} and walk_id = ${walkId} and removed_at is null`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0)
}
