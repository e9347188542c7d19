import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { DeskFilter } from './desk-filter.ts'
import { foundPins } from './desk-pins.ts'
import { sortOrders } from './desk-sort.ts'
import { countByStatus, isTallied, sumOf } from './desk-totals.ts'

/** Rows that are counted one by one; of more it is said that there are more, so that the first screen does not grow with the city. */
const most = 1_000

export interface Counted {
  total: number
  isMore: boolean
}

/** Returns how many observations a filter finds: exactly where tallies know, otherwise up to a limit. */
export async function countObservations(
  db: Kysely<Database>,
  filter: DeskFilter,
): Promise<Counted> {
  if (isTallied(filter)) return { total: sumOf(await countByStatus(db, filter)), isMore: false }
  const pins = foundPins(filter, sortOrders.due, 'other')
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (${pins} limit ${most + 1}) as pin`.execute(db)
  const found = rows[0]?.found ?? 0
  return { total: Math.min(found, most), isMore: found > most }
}
