import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Check } from 'typebox/value'
import {
  clusterQuery,
  emptyFilter,
  isEmptyFilter,
  listQuery,
  stillFits,
} from '../../../client/features/desk/filter/chosen-filter.ts'
import {
  ClusterQuerySchema,
  ObservationQuerySchema,
} from '../../../shared/contract/api-contract.ts'
import { anyChosenFilter } from '../../support/fixtures/any-filter.ts'
import { makeVisible } from './make-visible.ts'

const degrees = fc.double({ min: -180, max: 180, noNaN: true })
const box = fc.tuple(degrees, degrees, degrees, degrees)

describe('the desk’s query to the server', () => {
  it('always fits the contract, also with tiny and negative coordinates', () => {
    fc.assert(
      fc.property(
        anyChosenFilter,
        fc.option(box),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (chosen, area, zoom) => {
          expect(Check(ObservationQuerySchema, listQuery(chosen, 'due', area))).toBe(true)
          expect(Check(ClusterQuerySchema, clusterQuery(chosen, area ?? [0, 0, 1, 1], zoom))).toBe(
            true,
          )
        },
      ),
    )
  })

  it.each(['Nr. 1046', 'No. 1046', 'nr 1046', '#1046', '1.046', '1,046', '1 046', ' 1046. '])(
    'takes %j for the number that is printed like that',
    (words) => {
      const filter = { ...emptyFilter, status: ['done' as const], words }
      expect(listQuery(filter, 'new', null)).toEqual({ q: '1046', sort: 'new' })
    },
  )

  it('looks for a number whatever else is chosen', () => {
    const chosen = { ...emptyFilter, status: ['done' as const], words: '#1207' }
    expect(listQuery(chosen, 'new', [9, 57, 10, 58])).toEqual({ q: '1207', sort: 'new' })
    expect(listQuery({ ...chosen, words: 'blok 12' }, 'new', null)).toEqual({
      q: 'blok 12',
      status: 'done',
      sort: 'new',
    })
  })

  it('omits what is not chosen', () => {
    expect(listQuery(emptyFilter, 'new', null)).toEqual({ sort: 'new' })
  })
})

describe('a filter', () => {
  it('is empty only when nothing at all is chosen', () => {
    expect(isEmptyFilter(emptyFilter)).toBe(true)
    expect(isEmptyFilter({ ...emptyFilter, words: 'lampe' })).toBe(false)
    expect(isEmptyFilter({ ...emptyFilter, party: ['none'] })).toBe(false)
  })

  it('finds a category by its own name and by its group', () => {
    const lamp = makeVisible({ category: 'lys.slukket' })
    expect(stillFits(lamp, { ...emptyFilter, category: ['lys'] })).toBe(true)
    expect(stillFits(lamp, { ...emptyFilter, category: ['lys.slukket'] })).toBe(true)
    expect(stillFits(lamp, { ...emptyFilter, category: ['ren'] })).toBe(false)
  })

  it('lets "without party" match only observations that nobody has', () => {
    const onlyNone = { ...emptyFilter, party: ['none'] }
    expect(stillFits(makeVisible(), onlyNone)).toBe(true)
    expect(stillFits(makeVisible({ partyIds: ['politi'] }), onlyNone)).toBe(false)
  })

  it('no longer fits once the status has moved on or it is withdrawn', () => {
    const received = { ...emptyFilter, status: ['received'] as const }
    expect(stillFits(makeVisible(), received)).toBe(true)
    expect(stillFits(makeVisible({ status: 'done' }), received)).toBe(false)
    expect(stillFits(makeVisible({ isWithdrawn: true }), received)).toBe(false)
  })
})
