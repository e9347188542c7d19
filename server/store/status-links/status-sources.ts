import type { Kysely } from 'kysely'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { MunicipalityProfile } from '../../../shared/municipality/municipality.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'
import type { MemberKey } from '../walks/membership-store.ts'
import { readMunicipality } from '../walks/municipality-store.ts'
import { readWalk } from '../walks/walk-store.ts'
import { isPresent } from './status-link-store.ts'

export interface StatusSources {
  walk: Walk
  municipality: MunicipalityProfile
  /** Unabridged, without those that were withdrawn. */
  observations: Observation[]
  /** The latest version of the report; 0 for none. */
  report: number
}

/** Reads what a status page is made of; undefined when the person no longer takes part in the walk. */
export async function readStatusSources(
  db: Kysely<Database>,
  member: MemberKey,
): Promise<StatusSources | undefined> {
  const { municipalityId } = member
  const [isThere, walk, municipality, observations, report] = await Promise.all([
    isPresent(db, member),
    readWalk(db, member),
    readMunicipality(db, municipalityId),
    findingsOfWalk(db, member),
    latestReport(db, member),
  ])
  if (!isThere || !walk) return undefined
  return { walk, municipality, observations, report }
}

/** Returns the number of the latest version of the report of a walk; 0 for none. */
export async function latestReport(
  db: Kysely<Database>,
  { municipalityId, walkId }: Pick<MemberKey, 'municipalityId' | 'walkId'>,
): Promise<number> {
  const row = await db
    .selectFrom('walk_reports')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .executeTakeFirst()
  return row?.version ?? 0
}

async function findingsOfWalk(
  db: Kysely<Database>,
  { municipalityId, walkId }: MemberKey,
): Promise<Observation[]> {
  const rows = await db
    .selectFrom('observations')
    .select('body')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('is_withdrawn', '=', false)
    .execute()
  return rows.map(({ body }) => body)
}
