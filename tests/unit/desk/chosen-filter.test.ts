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

const moment = { today: '2026-11-20', nowMs: Date.parse('2026-11-20T09:00:00Z') }
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
    expect(stillFits(lamp, { ...emptyFilter, category: ['lys'] }, moment)).toBe(true)
    expect(stillFits(lamp, { ...emptyFilter, category: ['lys.slukket'] }, moment)).toBe(true)
    expect(stillFits(lamp, { ...emptyFilter, category: ['ren'] }, moment)).toBe(false)
  })

  it('lets "without party" match only observations that nobody has', () => {
    const onlyNone = { ...emptyFilter, party: ['none'] }
    expect(stillFits(makeVisible(), onlyNone, moment)).toBe(true)
    expect(stillFits(makeVisible({ partyIds: ['politi'] }), onlyNone, moment)).toBe(false)
  })

  it('no longer fits once the status has moved on or it is withdrawn', () => {
    const received = { ...emptyFilter, status: ['received'] as const }
    expect(stillFits(makeVisible(), received, moment)).toBe(true)
    expect(stillFits(makeVisible({ status: 'done' }), received, moment)).toBe(false)
    expect(stillFits(makeVisible({ isWithdrawn: true }), received, moment)).toBe(false)
  })

  it('knows what is late by the moment of whoever looks', () => {
    const overdue = { ...emptyFilter, late: ['overdue'] }
    const due = makeVisible({ status: 'assigned', partyIds: ['vej'], dueOn: '2026-11-20' })
    expect(stillFits(due, overdue, moment)).toBe(false)
    expect(stillFits(due, overdue, { ...moment, today: '2026-11-21' })).toBe(true)
    expect(stillFits(makeVisible(), { ...emptyFilter, late: ['unowned'] }, moment)).toBe(true)
  })
})
