import { categories, categoryGroups } from '../../../shared/categories.ts'
import { isUuid, type Uuid } from '../../../shared/identifiers.ts'
import { statuses } from '../../../shared/observation-status.ts'
import { deskSorts, emptyFilter, type DeskFilter, type DeskSort } from './desk-filter.ts'

/** Where the map looks: degrees and Web Mercator zoom. */
export interface DeskView {
  longitude: number
  latitude: number
  zoom: number
}

/** Everything about the desk that the address holds, so that a link or the back button brings it back. */
export interface DeskAddress {
  filter: DeskFilter
  sort: DeskSort
  /** The list shows only what lies inside the map's present view. */
  followsMap: boolean
  view: DeskView | null
  selected: Uuid | null
}

/** As vue-router hands it over and takes it. */
export type AddressQuery = Record<string, string | null | (string | null)[] | undefined>

export const plainAddress: DeskAddress = {
  filter: emptyFilter,
  sort: 'new',
  followsMap: false,
  view: null,
  selected: null,
}

const longestWords = 200

/** Never throws: what a person or a mail program has mangled is left out, the rest still counts. */
export function readAddress(query: AddressQuery): DeskAddress {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const several = (name: string) => [...new Set(one(name).split(',').filter(Boolean))]
  const selected = one('id')
  return {
    filter: {
      statuses: statuses.filter((status) => several('status').includes(status)),
      categories: several('category').filter(isCategoryOrGroup),
      parties: several('party').filter((party) => party.length <= 80),
      walks: several('walk').filter(isUuid),
      words: one('q').slice(0, longestWords),
    },
    sort: deskSorts.find((sort) => sort === one('sort')) ?? plainAddress.sort,
    followsMap: one('area') === 'map',
    view: readView(one('map')),
    selected: isUuid(selected) ? selected : null,
  }
}

const isCategoryOrGroup = (id: string) =>
  categories.some((category) => category.id === id) || categoryGroups.some((group) => group === id)

/** `latitude,longitude,zoom`: the order people know from other maps' links. */
function readView(text: string): DeskView | null {
  const parts = text.split(',')
  const [latitude, longitude, zoom] = parts.map(Number)
  if (parts.length !== 3 || parts.includes('')) return null
  if (latitude === undefined || longitude === undefined || zoom === undefined) return null
  const isSound = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 22
  return isSound ? roundedView({ longitude, latitude, zoom }) : null
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0

/** About a metre, and a hundredth of a zoom step: moving a finger's breadth must not write a new address. */
export const roundedView = (view: DeskView): DeskView => ({
  longitude: rounded(view.longitude, 5),
  latitude: rounded(view.latitude, 5),
  zoom: rounded(view.zoom, 2),
})

/** The shortest query that `readAddress` reads back as the same address. */
export function writeAddress(address: DeskAddress): Record<string, string> {
  const { filter, view } = address
  const query: Record<string, string> = {
    status: filter.statuses.join(','),
    category: filter.categories.join(','),
    party: filter.parties.join(','),
    walk: filter.walks.join(','),
    q: filter.words,
    sort: address.sort === plainAddress.sort ? '' : address.sort,
    area: address.followsMap ? 'map' : '',
    map: view ? [view.latitude, view.longitude, view.zoom].join(',') : '',
    id: address.selected ?? '',
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}
