import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  damagedParts,
  plainAddress,
  readAddress,
  roundedView,
  writeAddress,
  type DeskAddress,
} from '../../../client/features/desk/address/desk-address.ts'
import { addressParts } from '../../../client/features/desk/address/address-query.ts'
import { deskSorts } from '../../../shared/contract/observation-contract.ts'
import { anyChosenFilter } from '../../support/fixtures/any-filter.ts'

const uuid = fc.uuid({ version: 7 })
const view = fc
  .record({
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    latitude: fc.double({ min: -85, max: 85, noNaN: true }),
    zoom: fc.double({ min: 0, max: 22, noNaN: true }),
  })
  .map(roundedView)

const address: fc.Arbitrary<DeskAddress> = fc.record({
  filter: anyChosenFilter,
  sort: fc.constantFrom(...deskSorts),
  showsAll: fc.boolean(),
  followsMap: fc.boolean(),
  view: fc.option(view),
  selected: fc.option(uuid),
})

const junk = fc.dictionary(
  fc.constantFrom(...addressParts, 'x'),
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
    expect(filter.status).toEqual(['received'])
    expect(filter.category).toEqual(['lys', 'lys.slukket'])
  })

  const uuid7 = '0199a000-0000-7000-8000-0000000000aa'
  const other = '0199a000-0000-7000-8000-0000000000bb'

  it.each([
    [{ id: `${uuid7}.` }, { selected: uuid7 }],
    [{ id: uuid7.toUpperCase() }, { selected: uuid7 }],
    [{ id: ` ${uuid7}>` }, { selected: uuid7 }],
    [{ id: `${uuid7}%E2%80%A6` }, { selected: uuid7 }],
    [
      { id: `${uuid7}&amp;map=57.02,9.97,14` },
      { selected: uuid7, view: { latitude: 57.02, longitude: 9.97, zoom: 14 } },
    ],
    [{ 'amp;id': uuid7 }, { selected: uuid7 }],
    [{ [`id=${uuid7}`]: null }, { selected: uuid7 }],
    [{ 'ID\u200b': uuid7 }, { selected: uuid7 }],
    [{ status: 'Received.', fbclid: 'x' }, { status: ['received'] }],
    [{ status: ['received', 'done'] }, { status: ['received', 'done'] }],
    [{ status: 'received%2Cdone)' }, { status: ['received', 'done'] }],
    [{ category: 'LYS.slukket»' }, { category: ['lys.slukket'] }],
    [{ party: 'none,road.' }, { party: ['none', 'road'] }],
    [{ walk: `${uuid7},\u00a0${other.toUpperCase()}!` }, { walk: [uuid7, other] }],
    [{ status: `received&amp;walk=${uuid7}` }, { status: ['received'], walk: [uuid7] }],
    [{ q: 'lampe', 'amp;q': 'gade' }, { words: 'lampe gade' }],
    [{ sort: 'Due.' }, { sort: 'due' }],
    [
      { area: 'map.', map: '57.02,9.97,14)' },
      { followsMap: true, view: { latitude: 57.02, longitude: 9.97, zoom: 14 } },
    ],
    [{ map: '57.02,369.97,14' }, { view: { latitude: 57.02, longitude: 9.97, zoom: 14 } }],
    [{ map: '89,-190,30' }, { view: { latitude: 85, longitude: 170, zoom: 22 } }],
  ])('is repaired where a mail or chat program has damaged it: %j', (query, meant) => {
    const { filter, ...rest } = readAddress(query)
    expect({ ...filter, ...rest }).toMatchObject(meant)
    expect(damagedParts(query)).toEqual([])
  })

  it.each([
    [{ id: uuid7.slice(0, 30) }, ['id']],
    [{ id: `${uuid7}0` }, ['id']],
    [{ walk: `${uuid7},${other.slice(1)}` }, ['walk']],
    [{ status: 'burnt' }, ['status']],
    [{ status: '.' }, ['status']],
    [{ category: 'lys,lys.sluk' }, ['category']],
    [{ party: 'x'.repeat(81) }, ['party']],
    [{ q: 'x'.repeat(201) }, ['q']],
    [{ sort: 'newest', map: '57,9', area: 'mp' }, ['sort', 'area', 'map']],
    [{ map: '57.02,9.97,' }, ['map']],
  ])(
    'names what cannot be repaired, so that no filter is dropped in silence: %j',
    (query, parts) => {
      expect(damagedParts(query)).toEqual(parts)
    },
  )

  it('is never damaged when the desk itself wrote it', () => {
    fc.assert(
      fc.property(address, (chosen) => {
        expect(damagedParts(writeAddress(chosen))).toEqual([])
      }),
    )
  })
})
