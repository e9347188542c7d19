import { sql, type RawBuilder } from 'kysely'
import type { DeskSort } from '../../../shared/contract/observation-contract.ts'
import { isCalendarDay } from '../../../shared/timestamps.ts'

/** An order of which the store has an index. */
export type RowSort = Exclude<DeskSort, 'mine'>

/** Sort values of the last row of a page, its id last; all as text, because times hold microseconds and a day may be `infinity`. */
export type PageKey = string[]

export interface SortOrder {
  /** What `by` and `key` use. */
  columns: RawBuilder<unknown>
  by: RawBuilder<unknown>
  /** A row's `PageKey` as json. */
  key: RawBuilder<PageKey>
  /** What each part of a key looks like. */
  shape: readonly RegExp[]
  after: (key: PageKey | null) => RawBuilder<boolean>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Of 3,000 years before and after 1970: more would leave the store's calendar. */
const micros = /^-?\d{1,17}$/
const day = /^(infinity|\d{4}-\d{2}-\d{2})$/
const looksLikeDay = /^\d{4}-\d{2}-\d{2}$/
const level = /^\d$/

const receivedMicros = sql`(extract(epoch from received_at) * 1000000)::bigint::text`
const instant = (text: string) =>
  sql`(timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond')`

const order = (
  columns: Omit<SortOrder, 'after'>,
  after: (key: PageKey) => RawBuilder<boolean>,
): SortOrder => ({
  ...columns,
  after: (key) => (key ? after(key) : sql`true`),
})

/** Each fits an index of 0005 and 0006 column by column. */
export const sortOrders: Record<RowSort, SortOrder> = {
  new: order(
    {
      columns: sql`id, received_at`,
      by: sql`received_at desc, id desc`,
      key: sql`json_build_array(${receivedMicros}, id)`,
      shape: [micros, uuid],
    },
    ([at = '', id = '']) => sql`(received_at, id) < (${instant(at)}, ${id}::uuid)`,
  ),
  due: order(
    {
      columns: sql`id, due_order`,
      by: sql`due_order, id`,
      key: sql`json_build_array(due_order::text, id)`,
      shape: [day, uuid],
    },
    ([due = '', id = '']) => sql`(due_order, id) > (${due}::date, ${id}::uuid)`,
  ),
  severity: order(
    {
      columns: sql`id, severity, received_at`,
      by: sql`severity desc, received_at desc, id desc`,
      key: sql`json_build_array(severity::text, ${receivedMicros}, id)`,
      shape: [level, micros, uuid],
    },
    ([severity = '', at = '', id = '']) =>
      sql`(severity, received_at, id) < (${severity}::smallint, ${instant(at)}, ${id}::uuid)`,
  ),
}

/** What the keys of each order look like; those of `mine` begin with the half of the list that they lie in (mine-first.ts). */
export const keyShapes: Record<DeskSort, readonly RegExp[]> = {
  new: sortOrders.new.shape,
  due: sortOrders.due.shape,
  severity: sortOrders.severity.shape,
  mine: [/^(own|others)$/, ...sortOrders.due.shape],
}

/** A key as it travels; the sort is part of it, so that it is not used for another. */
export const cursorOf = (sort: DeskSort, key: PageKey): string =>
  Buffer.from(JSON.stringify([sort, ...key])).toString('base64url')

/** The key of a cursor of this sort; undefined for anything else. */
export function keyOf(sort: DeskSort, cursor: string): PageKey | undefined {
  const parts = partsOf(cursor)
  const shape = keyShapes[sort]
  const fits =
    parts.length === shape.length + 1 &&
    parts[0] === sort &&
    shape.every((pattern, index) => pattern.test(parts[index + 1] ?? '')) &&
    parts.every((part) => !looksLikeDay.test(part) || isCalendarDay(part))
  return fits ? parts.slice(1) : undefined
}

function partsOf(cursor: string): string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) && parsed.every((part) => typeof part === 'string') ? parsed : []
  } catch {
    return []
  }
}
