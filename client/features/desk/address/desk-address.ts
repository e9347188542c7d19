import { deskSorts, type DeskSort } from '../../../../shared/contract/observation-contract.ts'
import { boxOnGlobe } from '../../../../shared/geo.ts'
import { isUuid, type Uuid } from '../../../../shared/identifiers.ts'
import {
  forEachList,
  listFilterNames,
  listFilters,
  type ListFilter,
} from '../../../../shared/observation/list-filters.ts'
import { readableText } from '../../../../shared/text/loose-text.ts'
import { statuses } from '../../../../shared/observation/observation-status.ts'
import { readParts, valuesOf, type AddressPart, type AddressQuery } from './address-query.ts'
import { emptyFilter, type DeskFilter } from '../filter/chosen-filter.ts'

/** The view of the map: degrees and Web Mercator zoom. */
export interface DeskView {
  longitude: number
  latitude: number
  zoom: number
}

/** Everything that the address holds about the desk, so that a link or the back button restores it. */
export interface DeskAddress {
  filter: DeskFilter
  sort: DeskSort
  /** What is solved or closed is shown as well; a filter by status says for itself what it shows. */
  showsAll: boolean
  /** The list shows only what is inside the map's present view. */
  followsMap: boolean
  view: DeskView | null
  selected: Uuid | null
}

export const plainAddress: DeskAddress = {
  filter: emptyFilter,
  sort: 'mine',
  showsAll: false,
  followsMap: false,
  view: null,
  selected: null,
}

/** Everything of a walk, the newest first, as the pages of the walk count it. */
export const walkAddress = (walkId: Uuid): DeskAddress => ({
  ...plainAddress,
  filter: { ...emptyFilter, walk: [walkId] },
  sort: 'new',
  showsAll: true,
})

/** Longest search, in characters; the person is told when it is exceeded. */
export const longestWords = 200

/**
 * Never throws: what a person or a mail program has mangled is repaired; what cannot be is dropped, and `damagedParts` names it.
 */
export const readAddress = (query: AddressQuery): DeskAddress => read(query).address

/** Parts of an address that cannot be read, even after a repair. */
export const damagedParts = (query: AddressQuery): AddressPart[] => read(query).damaged

/** Without these parts the list would be longer than the link meant. */
export const narrowingParts: readonly AddressPart[] = [...listFilterNames, 'q', 'area']

function read(query: AddressQuery): { address: DeskAddress; damaged: AddressPart[] } {
  const parts = readParts(query)
  const damaged = new Set<AddressPart>()
  const several = <T>(part: AddressPart, mend: (value: string) => T | undefined): T[] => {
    const mended = valuesOf(parts[part] ?? '').map(mend)
    const values = mended.filter((value) => value !== undefined)
    const isUnread = parts[part] !== undefined && mended.length === 0
    if (isUnread || values.length < mended.length) damaged.add(part)
    return [...new Set(values)]
  }
  const one = <T>(part: AddressPart, mend: (text: string) => T | undefined): T | null => {
    const text = parts[part]
    const value = text === undefined ? undefined : mend(text)
    if (text !== undefined && value === undefined) damaged.add(part)
    return value ?? null
  }
  const words = parts.q ?? ''
  if (words.trim().length > longestWords) damaged.add('q')
  const lists = forEachList((name) => several(name, (value) => mendedValue(name, value)))
  const address = {
    filter: {
      ...lists,
      status: statuses.filter((status) => lists.status.includes(status)),
      words,
    },
    sort:
      one('sort', (text) => deskSorts.find((sort) => sort === nameOf(text))) ?? plainAddress.sort,
    showsAll: one('show', (text) => (nameOf(text) === 'all' ? true : undefined)) ?? false,
    followsMap: one('area', (text) => (nameOf(text) === 'map' ? true : undefined)) ?? false,
    view: one('map', readView),
    selected: one('id', uuidIn),
  }
  return { address, damaged: [...damaged] }
}

/** Returns the value of a list as it was meant; undefined when there is no such value. */
function mendedValue(name: ListFilter, value: string): string | undefined {
  const { values } = listFilters[name]
  if (values === undefined) return value.length <= 80 ? value : undefined
  if (values === 'uuid') return uuidIn(value)
  const meant = nameOf(value)
  return values.find((known) => known === meant)
}

/** A name of ours within a value: lower-case letters or digits, with dots and hyphens inside. */
const nameOf = (text: string): string =>
  readableText(text)
    .toLowerCase()
    .replace(/^[^a-zæøå\d]+|[^a-zæøå\d]+$/g, '')

/** The id within a value, unless further letters or digits follow: then its end is unknown. */
function uuidIn(text: string): Uuid | undefined {
  const found = /(?<![\p{L}\p{N}])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}])/iu
  const id = found.exec(readableText(text))?.[0].toLowerCase()
  return id !== undefined && isUuid(id) ? id : undefined
}

/** `latitude,longitude,zoom`: the order of other maps' links. */
function readView(text: string): DeskView | undefined {
  const parts = readableText(text)
    .replace(/^[^\d-]+|\D+$/g, '')
    .split(',')
  const [latitude = NaN, longitude = NaN, zoom = NaN] = parts.map(Number)
  if (parts.length !== 3 || parts.some((part) => part.trim() === '')) return undefined
  if (!(Math.abs(latitude) <= 90 && Number.isFinite(longitude) && zoom >= 0)) return undefined
  const [west] = boxOnGlobe([longitude, latitude, longitude, latitude])
  const sound = { latitude: Math.max(-85, Math.min(85, latitude)), zoom: Math.min(22, zoom) }
  return roundedView({ longitude: west, ...sound })
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0

/** About a metre, and a hundredth of a zoom step: a tiny move must not write a new address. */
export const roundedView = (view: DeskView): DeskView => ({
  longitude: rounded(view.longitude, 5),
  latitude: rounded(view.latitude, 5),
  zoom: rounded(view.zoom, 2),
})

/** Returns the shortest query that `readAddress` reads back as the same address. */
export function writeAddress(address: DeskAddress): Record<string, string> {
  const { filter, view } = address
  const query: Record<string, string> = {
    ...forEachList((name) => filter[name].join(',')),
    q: filter.words,
    sort: address.sort === plainAddress.sort ? '' : address.sort,
    show: address.showsAll ? 'all' : '',
    area: address.followsMap ? 'map' : '',
    map: view ? [view.latitude, view.longitude, view.zoom].join(',') : '',
    id: address.selected ?? '',
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}
