import { sql, type RawBuilder } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import { rangesOfBox } from './cell-cover.ts'
import {
  atHandConditions,
  boxCondition,
  nearCondition,
  pinConditions,
  rangesTable,
} from './desk-conditions.ts'
import { filtersOthers, type DeskFilter } from './desk-filter.ts'
import type { PageKey, SortOrder } from './desk-sort.ts'

/** Which index leads to fewest rows: that of places, or any other. */
export type Lead = 'box' | 'other'

type Pins = RawBuilder<unknown>

/**
 * All pins that a filter finds, as a query of the columns of `order`. Where an index holds all that is filtered by, it gives the ids and
 * each row is read after that; words and walks need the rows themselves. NOTE: `offset 0` keeps the planner from turning
 * that round (desk-totals.ts).
 */
export function foundPins(filter: DeskFilter, order: SortOrder, lead: Lead): Pins {
  const { box, words } = filter
  const isByRow = (words !== null || filtersOthers(filter)) && lead === 'other'
  if (isByRow) {
    const near = box ? nearCondition(box) : sql`true`
    return sql`select ${order.columns} from observations where ${allConditions(filter)} and ${near}`
  }
  const ids =
    box && lead === 'box'
      ? idsOfBox(filter, box)
      : sql`select id from observations where ${allConditions(filter)}`
  return sql`
    select pin.* from (${ids} offset 0) as hit
    cross join lateral (
      select ${order.columns} from observations
      where municipality_id = ${filter.municipalityId} and id = hit.id offset 0
    ) as pin`
}

function idsOfBox(filter: DeskFilter, box: BoundingBox): Pins {
  return sql`
    select id from ${rangesTable(rangesOfBox(box))}
    cross join lateral (
      select id from observations
      where ${atHandConditions(filter)} and ${boxCondition(box)} and cell >= low and cell < high offset 0
    ) as pin`
}

/** The first `limit` pins of each status, out of an index that begins with the status and holds the order and the filters. */
export const walkedPins = (
  filter: DeskFilter,
  order: SortOrder,
  { statuses, after, limit }: { statuses: readonly string[]; after: PageKey | null; limit: number },
): Pins => sql`
  select pin.* from unnest(${[...statuses]}::text[]) as walked(walked_status)
  cross join lateral (
    select ${order.columns} from observations
    where status = walked_status and ${allConditions({ ...filter, statuses: null })}
      and ${order.after(after)}
    order by ${order.by} limit ${limit}
  ) as pin`

const allConditions = (filter: DeskFilter): RawBuilder<boolean> =>
  filter.box ? sql`${pinConditions(filter)} and ${boxCondition(filter.box)}` : pinConditions(filter)
