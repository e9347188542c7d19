import type { ClusterQuery, ObservationQuery } from '../../../../shared/contract/api-contract.ts'
import { findCategory } from '../../../../shared/observation/categories.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import { readPrintedNumber } from '../../../../shared/observation/printed-number.ts'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/** What the list and the map are narrowed to; empty lists narrow nothing. */
export interface DeskFilter {
  statuses: readonly ObservationStatus[]
  /** Category ids and group ids, mixed. */
  categories: readonly string[]
  /** Party ids; `none` stands for observations nobody has been given. */
  parties: readonly string[]
  walks: readonly string[]
  words: string
}

export type DeskSort = NonNullable<ObservationQuery['sort']>
export const deskSorts = ['new', 'due', 'severity'] as const satisfies readonly DeskSort[]

export const noParty = 'none'

export const emptyFilter: DeskFilter = {
  statuses: [],
  categories: [],
  parties: [],
  walks: [],
  words: '',
}

export const isEmptyFilter = (filter: DeskFilter): boolean =>
  filter.words === '' &&
  [filter.statuses, filter.categories, filter.parties, filter.walks].every(
    (values) => values.length === 0,
  )

/** Six decimals are about 0.1 m: enough for a map's edge, short enough for an address. */
const boxText = (box: BoundingBox) => box.map((degrees) => degrees.toFixed(6)).join(',')

const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','))

/** Leaves out what is not set, because the server's schemas forbid stray and empty fields. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function filterFields(filter: DeskFilter) {
  if (isNumberSearch(filter)) return { q: readPrintedNumber(filter.words)?.digits }
  return {
    status: joined(filter.statuses),
    category: joined(filter.categories),
    party: joined(filter.parties),
    walk: joined(filter.walks),
    q: filter.words.trim(),
  }
}

/** A number that people say aloud. It finds its observation whatever else is chosen (peers' most repeated wish). */
export function isNumberSearch({ words }: DeskFilter): boolean {
  const number = readPrintedNumber(words)
  return number !== undefined && (number.isNamed || number.digits.length >= 3)
}

/** The question to the server for the list; `box` only when the list follows the map. */
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
 * Whether an observation still belongs under the filter, as far as a browser can tell: words are the server's matter and
 * count as matching. Used only to mark a row that stays in its place, never to hide one.
 */
export function stillFits(observation: VisibleObservation, filter: DeskFilter): boolean {
  const group = findCategory(observation.category)?.group ?? ''
  const isParty = (party: string) =>
    party === noParty ? observation.partyIds.length === 0 : observation.partyIds.includes(party)
  if (observation.isWithdrawn) return false
  if (isNumberSearch(filter)) return true
  return (
    allows(filter.statuses, (status) => status === observation.status) &&
    allows(filter.categories, (id) => id === observation.category || id === group) &&
    allows(filter.parties, isParty) &&
    allows(filter.walks, (walk) => walk === observation.walkId)
  )
}

const allows = <T>(values: readonly T[], matches: (value: T) => boolean) =>
  values.length === 0 || values.some(matches)
