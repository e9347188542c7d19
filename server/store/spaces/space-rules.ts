import { sql } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { WalkPhase } from '../../../shared/walk/walk.ts'
import type { Store } from '../database/database.ts'
import type { Query } from '../database/query.ts'
import type { SpaceKey } from './feed-store.ts'

/** What every mutation in a space is judged by. */
export interface SpaceRules {
  epoch: Uuid
  protocolMin: number
  /** Of the walk; null in the space of a municipality, and for a walk that is not there yet. */
  phase: WalkPhase | null
  timeZone: string
  bounds: BoundingBox
  partyIds: string[]
}

/** Undefined when there is no such municipality. */
export const spaceRulesOf = ({
  municipalityId,
  spaceId,
}: SpaceKey): Query<SpaceRules | undefined> => ({
  statement: sql`
    select meta.epoch, meta.protocol_min as "protocolMin",
      (select phase from walks where municipality_id = area.id and id = ${spaceId}) as phase,
      area.time_zone as "timeZone", area.west, area.south, area.east, area.north,
      array(select id from parties where municipality_id = area.id) as "partyIds"
    from server_meta as meta, municipalities as area
    where area.id = ${municipalityId}`,
  read([row]) {
    if (row === undefined) return undefined
    const { west, south, east, north, ...rules } = row as RulesLine
    return { ...rules, bounds: [west, south, east, north] }
  },
})

type RulesLine = Omit<SpaceRules, 'bounds'> & {
  west: number
  south: number
  east: number
  north: number
}

/** Epoch of this database and the oldest protocol it still speaks. */
export async function readServerMeta(
  store: Store,
): Promise<Pick<SpaceRules, 'epoch' | 'protocolMin'>> {
  const row = await store.db
    .selectFrom('server_meta')
    .select(['epoch', 'protocol_min'])
    .executeTakeFirstOrThrow()
  return { epoch: row.epoch, protocolMin: row.protocol_min }
}
