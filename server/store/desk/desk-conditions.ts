import { sql, type RawBuilder } from 'kysely'
import { halvesOf, type BoundingBox } from '../../../shared/geo.ts'
import { mergeRanges, roughRangesOf, type CellRange } from './cell-cover.ts'
import type { DeskFilter, OtherFilter, VisibleKinds } from './desk-filter.ts'
import { lateCondition, withoutOwner } from './late-conditions.ts'
import type { SearchWord } from '../../../shared/text/search-words.ts'

type Condition = RawBuilder<boolean>

const all = (conditions: readonly Condition[]): Condition =>
  sql`${sql.join(conditions, sql` and `)}`

/** Columns that pins and tallies share: tenant, category and who may see it, status, party. */
export function sharedConditions(filter: DeskFilter): Condition {
  const conditions = [
    sql<boolean>`municipality_id = ${filter.municipalityId}`,
    kindCondition(filter.kinds),
  ]
  if (filter.statuses) conditions.push(sql`status = any(${[...filter.statuses]}::text[])`)
  if (filter.parties) conditions.push(partyCondition(filter.parties))
  if (filter.isOwnerless) conditions.push(sql`(${waitsForOwner})`)
  if (filter.owners) conditions.push(ownerCondition(filter.owners))
  return all(conditions)
}

function kindCondition({ open, assigned, partyIds }: VisibleKinds): Condition {
  const isOpen =
    'only' in open
      ? sql<boolean>`category = any(${[...open.only]}::text[])`
      : sql<boolean>`category <> all(${[...open.allBut]}::text[])`
  if (assigned.length === 0) return isOpen
  const isAssigned = sql`category = any(${[...assigned]}::text[]) and party_ids && ${[...partyIds]}::text[]`
  return sql`(${isOpen} or (${isAssigned}))`
}

function partyCondition({ ids, orNone }: NonNullable<DeskFilter['parties']>): Condition {
  const isOne = sql<boolean>`party_ids && ${[...ids]}::text[]`
  return orNone ? sql`(party_ids = '{}' or ${isOne})` : isOne
}

/** `needs <> '{}'` as the index of 0071-needs.sql has it, or the planner would not know it again. */
function needCondition(values: readonly string[]): Condition {
  const needs = sql<boolean>`(needs <> '{}' and needs && ${[...values]}::text[])`
  return values.includes('owner') ? sql`(${needs} or (${waitsForOwner}))` : needs
}

const waitsForOwner = sql`${withoutOwner} and category not like 'god.%'`

/** Party ids are never null, so that either all own findings or all others are found, and each is found once. */
function ownerCondition({ own, isOwn }: NonNullable<DeskFilter['owners']>): Condition {
  const isOfParty = partyCondition({ ids: own.partyIds, orNone: false })
  const isOfOwn = own.orNobody ? sql<boolean>`(${isOfParty} or (${waitsForOwner}))` : isOfParty
  return isOwn ? isOfOwn : sql`not (${isOfOwn})`
}

const otherConditions: Record<
  OtherFilter,
  (values: readonly string[], filter: DeskFilter) => Condition
> = {
  severity: (values) => sql`severity = any(${values.map(Number)}::smallint[])`,
  walk: (values) => sql`walk_id = any(${[...values]}::uuid[])`,
  late: lateCondition,
  needs: needCondition,
}

/** Everything that the rows of `observations` are filtered by, except the box. */
export function pinConditions(filter: DeskFilter): Condition {
  const conditions = [sharedConditions(filter), sql<boolean>`not is_withdrawn`]
  for (const [name, values] of Object.entries(filter.others)) {
    if (values) conditions.push(otherConditions[name as OtherFilter](values, filter))
  }
  if (filter.words) conditions.push(wordCondition(filter.words))
  return all(conditions)
}

function wordCondition(words: readonly SearchWord[]): Condition {
  if (words.length === 0) return sql`false`
  const query = words.map(({ text, isWhole }) => (isWhole ? `'${text}'` : `'${text}':*`))
  return sql`word_endings(folded_text) @@ ${query.join(' & ')}::tsquery`
}

/** The same words looked for in the text itself: for rows at hand, where making their endings anew would cost more. */
const textCondition = (words: readonly SearchWord[]): Condition =>
  all(
    words.map(({ text, isWhole }) =>
      isWhole
        ? sql<boolean>`' ' || folded_text || ' ' like ${`% ${text} %`}`
        : sql<boolean>`folded_text like ${`%${text}%`}`,
    ),
  )

/** All of `pinConditions` for rows that are at hand: where something else led to them. */
export function atHandConditions(filter: DeskFilter): Condition {
  const { words } = filter
  if (!words?.length) return pinConditions(filter)
  return sql`${pinConditions({ ...filter, words: null })} and ${textCondition(words)}`
}

export function boxCondition(box: BoundingBox): Condition {
  const within = halvesOf(box).map(
    ([west, south, east, north]) =>
      sql<boolean>`longitude between ${west} and ${east} and latitude between ${south} and ${north}`,
  )
  return within.length === 1 ? all(within) : sql`(${sql.join(within, sql` or `)})`
}

/** Roughly the box again, in terms of the map index, which can then be joined with the index of words. */
export const nearCondition = (box: BoundingBox): Condition =>
  sql`(${sql.join(
    roughRangesOf(box).map(
      ({ low, high }) => sql`cell >= ${low.toString()} and cell < ${high.toString()}`,
    ),
    sql` or `,
  )})`

/** Rows of cell ranges as a table `within(low, high)` to join. */
export function rangesTable(ranges: readonly CellRange[]): RawBuilder<unknown> {
  const merged = mergeRanges(ranges)
  const lows = merged.map(({ low }) => low.toString())
  const highs = merged.map(({ high }) => high.toString())
  return sql`unnest(${lows}::bigint[], ${highs}::bigint[]) as within(low, high)`
}
