import { sql } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { WalkPhase } from '../../../shared/walk/walk.ts'
import type { Store } from '../database/database.ts'
import type { Query } from '../database/query.ts'
import { keepPlan } from '../database/thrifty-connection.ts'

/** What every mutation of a walk is judged by. */
export interface WalkRules {
  epoch: Uuid
  protocolMin: number
  phase: WalkPhase
  timeZone: string
  bounds: BoundingBox
  partyIds: string[]
}

/** By walk; those that the municipality does not have are missing. */
export const walkRulesOf = (
  municipalityId: Uuid,
  walkIds: readonly Uuid[],
): Query<Map<Uuid, WalkRules>> => ({
  statement: sql`
    ${sql.raw(keepPlan)} select walk.id, meta.epoch, meta.protocol_min as "protocolMin", walk.phase,
      area.time_zone as "timeZone", area.west, area.south, area.east, area.north,
      array(select id from parties where municipality_id = area.id) as "partyIds"
    from server_meta as meta, walks as walk
    join municipalities as area on area.id = walk.municipality_id
    where walk.municipality_id = ${municipalityId} and walk.id = any(${walkIds}::uuid[])`,
  read: (rows) =>
    new Map(
      (rows as RulesLine[]).map(({ id, west, south, east, north, ...rules }) => [
        id,
        { ...rules, bounds: [west, south, east, north] },
      ]),
    ),
})

type RulesLine = Omit<WalkRules, 'bounds'> & {
  id: Uuid
  west: number
  south: number
  east: number
  north: number
}

/** Epoch of this database and the oldest protocol it still speaks. */
export async function readServerMeta(
  store: Store,
): Promise<Pick<WalkRules, 'epoch' | 'protocolMin'>> {
  const row = await store.db
    .selectFrom('server_meta')
    .select(['epoch', 'protocol_min'])
    .executeTakeFirstOrThrow()
  return { epoch: row.epoch, protocolMin: row.protocol_min }
}
