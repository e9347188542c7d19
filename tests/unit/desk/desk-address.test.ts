import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  plainAddress,
  readAddress,
  roundedView,
  writeAddress,
  type DeskAddress,
} from '../../../client/features/triage/desk-address.ts'
import { deskSorts } from '../../../client/features/triage/desk-filter.ts'
import { categories, categoryGroups } from '../../../shared/categories.ts'
import { statuses } from '../../../shared/observation-status.ts'

const uuid = fc.uuid({ version: 7 })
const partyId = fc.stringMatching(/^[a-zæøå:-]{1,40}$/)
const view = fc
  .record({
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    latitude: fc.double({ min: -85, max: 85, noNaN: true }),
    zoom: fc.double({ min: 0, max: 22, noNaN: true }),
  })
  .map(roundedView)

const address: fc.Arbitrary<DeskAddress> = fc.record({
  filter: fc.record({
    statuses: fc.subarray([...statuses]),
    categories: fc.subarray([...categoryGroups, ...categories.map(({ id }) => id)]).map(unique),
    parties: fc.uniqueArray(fc.oneof(fc.constant('none'), partyId), { maxLength: 6 }),
    walks: fc.uniqueArray(uuid, { maxLength: 6 }),
    words: fc.string({ maxLength: 200 }),
  }),
  sort: fc.constantFrom(...deskSorts),
  followsMap: fc.boolean(),
  view: fc.option(view),
  selected: fc.option(uuid),
})

/** `andet` is the name of a group and of its only category. */
function unique(ids: string[]) {
  return [...new Set(ids)]
}

const junk = fc.dictionary(
  fc.constantFrom('status', 'category', 'party', 'walk', 'q', 'sort', 'area', 'map', 'id', 'x'),
  fc.oneof(
    fc.string(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string(), fc.constant(null))),
    fc.constant('57.02,9.97,'),
    fc.constant('1e999,NaN,12'),
    fc.constant(','),
  ),
)

describe('the address of the desk', () => {
  it('brings back filter, order, map view and selection exactly', () => {
    fc.assert(
      fc.property(address, (chosen) => {
        expect(readAddress(writeAddress(chosen))).toEqual(chosen)
      }),
    )
  })

  it('survives the trip through a real query string', () => {
    fc.assert(
      fc.property(address, (chosen) => {
        const text = new URLSearchParams(writeAddress(chosen)).toString()
        expect(readAddress(Object.fromEntries(new URLSearchParams(text)))).toEqual(chosen)
      }),
    )
  })

  it('reads any mangled address without throwing, and settles at once', () => {
    fc.assert(
      fc.property(junk, (query) => {
        const once = readAddress(query)
        expect(readAddress(writeAddress(once))).toEqual(once)
      }),
    )
  })

  it('is empty when nothing is chosen, so that the plain desk has a plain address', () => {
    expect(writeAddress(plainAddress)).toEqual({})
  })

  it('leaves out statuses and categories that do not exist and keeps the rest', () => {
    const { filter } = readAddress({ status: 'received,burnt', category: 'lys,lys.slukket,none' })
    expect(filter.statuses).toEqual(['received'])
    expect(filter.categories).toEqual(['lys', 'lys.slukket'])
  })
})
