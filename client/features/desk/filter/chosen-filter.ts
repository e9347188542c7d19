import type { ClusterQuery, ObservationQuery } from '../../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import {
  forEachList,
  listFilterNames,
  listFilters,
  openStatuses,
  type ListFilter,
} from '../../../../shared/observation/list-filters.ts'
import type { DeskSort } from '../../../../shared/contract/observation-contract.ts'
import type { LateMoment } from '../../../../shared/observation/promises/late.ts'
import { readPrintedNumber } from '../../../../shared/observation/printed-number.ts'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/**
 * The filters of list and map; empty lists filter nothing. `category` holds ids of categories and groups, mixed; in `party`, `none` stands for
 * observations without a party.
 */
export interface DeskFilter extends Readonly<Record<ListFilter, readonly string[]>> {
  status: readonly ObservationStatus[]
  words: string
}

export const emptyFilter: DeskFilter = { ...forEachList((): [] => []), words: '' }

export const isEmptyFilter = (filter: DeskFilter): boolean =>
  filter.words === '' && listFilterNames.every((name) => filter[name].length === 0)

/** Whether what is solved or closed is left out: until somebody asks for it, or for a status. */
export const hidesClosed = ({ status }: Pick<DeskFilter, 'status'>, showsAll: boolean): boolean =>
  !showsAll && status.length === 0

/** Returns the filter that is asked with. */
export const askedFilter = (filter: DeskFilter, showsAll: boolean): DeskFilter =>
  hidesClosed(filter, showsAll) ? { ...filter, status: openStatuses } : filter

/** Six decimals are about 0.1 m: enough for a map's edge, short enough for an address. */
const boxText = (box: BoundingBox) => box.map((degrees) => degrees.toFixed(6)).join(',')

const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','))

/** Omits what is not set, because the server's schemas forbid unknown and empty fields. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function filterFields(filter: DeskFilter) {
  if (isNumberSearch(filter)) return { q: readPrintedNumber(filter.words)?.digits }
  return { ...forEachList((name) => joined(filter[name])), q: filter.words.trim() }
}

/** A number that people say aloud finds its observation whatever other filters are set. */
export function isNumberSearch({ words }: DeskFilter): boolean {
  const number = readPrintedNumber(words)
  return number !== undefined && (number.isNamed || number.digits.length >= 3)
}

/** Returns the query for the list; `box` only when the list follows the map. */
export function listQuery(
  filter: DeskFilter,
  sort: DeskSort,
  box: BoundingBox | null,
): ObservationQuery {
  const bbox = box && !isNumberSearch(filter) ? boxText(box) : undefined
  return present({ ...filterFields(filter), sort, bbox })
}

export function clusterQuery(filter: DeskFilter, box: BoundingBox, zoom: number): ClusterQuery {
  const wholeZoom = Math.min(22, Math.max(0, Math.round(zoom)))
  return { ...present(filterFields(filter)), bbox: boxText(box), zoom: wholeZoom }
}

/**
 * Returns whether an observation still matches the filter, as far as a browser can tell: the server searches words, so they count
 * as matching. It is used only to mark a row that stays in its place, never to hide one.
 */
export function stillFits(
  observation: VisibleObservation,
  filter: DeskFilter,
  moment: LateMoment,
): boolean {
  if (observation.isWithdrawn) return false
  if (isNumberSearch(filter)) return true
  return listFilterNames.every(
    (name) =>
      filter[name].length === 0 ||
      filter[name].some((value) => listFilters[name].fits(observation, value, moment)),
  )
}
