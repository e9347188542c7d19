import { sql, type Kysely, type RawBuilder } from 'kysely'
import { filtersOthers, type DeskFilter } from './desk-filter.ts'
import { foundPins, walkedPins, type Lead } from './desk-pins.ts'
import type { PageKey, SortOrder } from './desk-sort.ts'
import { countByStatus, estimateInBox, sumOf, type StatusTotal } from './desk-totals.ts'
import type { Database } from '../database/schema.ts'

/** Reading a row by its id costs about as much as passing over this many entries of an index. */
const rowCost = 10

/** In a box with so few, reading each and looking for words in it beats the index of words. */
export const fewInBox = 2_000

export interface PagePlan {
  order: SortOrder
  after: PageKey | null
  limit: number
}

/** Pins of a filter by words or walks, all of them: nothing else knows how many there are. */
export async function planByRow(
  db: Kysely<Database>,
  filter: DeskFilter,
  { order }: PagePlan,
): Promise<RawBuilder<unknown>> {
  const isInBox =
    filter.words !== null && !filtersOthers(filter) && (await estimateInBox(db, filter)) < fewInBox
  return foundPins(filter, order, isInBox ? 'box' : 'other')
}

/**
 * Pins among which the next page surely is. An index in the order of the page is walked for the statuses that have many matches; for the
 * others, whose three findings may lie behind a million others, all matches are gathered. The planner of the database guesses
 * this wrong, and the totals are known anyway.
 */
export async function planTallied(
  db: Kysely<Database>,
  { filter, totals }: { filter: DeskFilter; totals: readonly StatusTotal[] },
  { order, after, limit }: PagePlan,
): Promise<RawBuilder<unknown>> {
  const everywhere = await countByStatus(db, unfiltered(filter))
  const isMany = ({ status, total }: StatusTotal): boolean => {
    const all = everywhere.find((other) => other.status === status)?.total ?? total
    return (limit * all) / total < total * rowCost
  }
  const many = totals.filter(isMany)
  const few = totals.filter((each) => !isMany(each))
  const parts: RawBuilder<unknown>[] = []
  if (many.length > 0) {
    parts.push(walkedPins(filter, order, { statuses: statusesOf(many), after, limit }))
  }
  if (few.length > 0) {
    const rest = { ...filter, statuses: statusesOf(few) }
    parts.push(foundPins(rest, order, await leadOf(db, rest)))
  }
  return sql.join(parts, sql` union all `)
}

async function leadOf(db: Kysely<Database>, filter: DeskFilter): Promise<Lead> {
  if (!filter.box) return 'other'
  const [inBox, anywhere] = [
    await estimateInBox(db, filter),
    sumOf(await countByStatus(db, { ...filter, box: null })),
  ]
  return inBox < anywhere ? 'box' : 'other'
}

const statusesOf = (totals: readonly StatusTotal[]) => totals.map(({ status }) => status)

const unfiltered = ({ municipalityId, nowMs }: DeskFilter): DeskFilter => ({
  municipalityId,
  nowMs,
  box: null,
  statuses: null,
  kinds: { open: { allBut: [] }, assigned: [], partyIds: [] },
  parties: null,
  others: {},
  words: null,
  isOwnerless: false,
  owners: null,
})
