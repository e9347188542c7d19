import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillIn, suggestionOf } from '../../../../shared/walk/plan/fill-in.ts'
import { emptyPlan } from '../../../../shared/walk/plan/plan-form.ts'
import { deskPlanningDa } from '../../../../client/ui/messages/da/desk/desk-planning.ts'
import { findCategory } from '../../../../shared/observation/categories.ts'
import { placeKinds } from '../../../../shared/walk/place-kinds.ts'
import { walkFunctions } from '../../../../shared/walk/walk-functions.ts'
import { walkTemplates } from '../../../../shared/walk/walk-templates.ts'
import { whoCanAct } from '../../../../shared/walk/who-can-act.ts'
import type { Party } from '../../../../shared/municipality/party.ts'

const parties: Party[] = [
  { id: 'vej', name: 'Vej', functions: ['road'] },
  { id: 'park', name: 'Park', functions: ['park'] },
  { id: 'politi', name: 'Politi', functions: ['police'] },
  { id: 'bolig-a', name: 'Bolig A', functions: ['housing'] },
  { id: 'bolig-b', name: 'Bolig B', functions: ['housing'] },
  { id: 'koordinator', name: 'Koordinator', functions: ['coordinator'] },
]
const words = (kind: keyof typeof deskPlanningDa.purposes) => ({
  purpose: deskPlanningDa.purposes[kind],
  theme: deskPlanningDa.themes[kind],
})
const suggested = (kind: keyof typeof deskPlanningDa.purposes, start = '') =>
  suggestionOf(kind, words(kind), { start, parties })

describe('the template of a kind of place', () => {
  it.each(placeKinds)(
    '%s has a check list of known categories, 5 to 10 stops and people',
    (kind) => {
      const { lookFor, stops, minutes, toAct, functions } = walkTemplates[kind]
      expect(lookFor.filter((id) => !findCategory(id))).toEqual([])
      expect(new Set(lookFor).size).toBe(8)
      expect(stops).toBeGreaterThanOrEqual(5)
      expect(stops).toBeLessThanOrEqual(10)
      expect(minutes).toBeGreaterThanOrEqual(stops * 10)
      expect(toAct.length).toBeGreaterThan(0)
      expect(functions.filter((one) => !walkFunctions.includes(one))).toEqual([])
    },
  )

  it('fills in an empty plan with purpose, theme, times, people and the one party that owns roads', () => {
    const form = fillIn(emptyPlan(), suggested('tunnel'), null)
    expect(form).toMatchObject({
      ...words('tunnel'),
      start: '19.00',
      end: '20.00',
      parties: ['vej', 'politi'],
      functions: ['leader', 'recorder', 'host', 'residents'],
    })
  })

  it('ends so long after a start that is typed already, also past midnight', () => {
    expect(suggested('tunnel', '21.30').end).toBe('22.30')
    expect(suggested('nightlife', '23').end).toBe('00.40')
  })

  it('does not choose between two housing associations', () => {
    expect(suggested('housing').parties).toEqual(['politi', 'vej'])
  })

  it('keeps whatever a person has written when another one is chosen, and replaces the rest', () => {
    const kinds = fc.constantFrom(...placeKinds)
    const own = fc.record({
      theme: fc.constantFrom('', 'Mit'),
      purpose: fc.constantFrom('', 'Mit'),
    })
    fc.assert(
      fc.property(kinds, kinds, own, (first, second, { theme, purpose }) => {
        const before = suggested(first)
        const filled = fillIn({ ...emptyPlan(), theme, purpose }, before, null)
        const next = fillIn({ ...filled, end: '22.22' }, suggested(second), before)
        expect(next).toMatchObject({
          theme: theme || words(second).theme,
          purpose: purpose || words(second).purpose,
          end: '22.22',
          parties: suggested(second).parties,
        })
      }),
    )
  })
})

describe('whether one who can act comes', () => {
  const ask = (partyIds: string[], placeKind: (typeof placeKinds)[number] | null = 'path') => {
    const found = whoCanAct({ placeKind, partyIds, functions: ['leader'] }, parties)
    return [found.state, found.able.map(({ id }) => id), found.ask.map(({ id }) => id)]
  }

  it('is said of nobody, of one who cannot, and of one of two who can', () => {
    expect(ask([])).toEqual(['nobody', [], ['vej', 'park']])
    expect(ask(['politi'])).toEqual(['none', [], ['vej', 'park']])
    expect(ask(['vej', 'politi'])).toEqual(['some', ['vej'], ['park']])
  })

  it('counts no coordinator where no kind of place is chosen, and asks whoever owns roads', () => {
    expect(ask(['koordinator'], null)).toEqual(['none', [], ['vej']])
    expect(ask(['politi'], null)).toEqual(['some', ['politi'], []])
  })

  it('counts no party that the municipality has dropped', () => {
    expect(ask(['nedlagt'])).toEqual(['nobody', [], ['vej', 'park']])
  })

  it('misses the recorder where only a leader is there', () => {
    const found = whoCanAct({ placeKind: null, partyIds: [], functions: ['leader'] }, parties)
    expect(found.missing).toEqual(['recorder'])
  })

  it('never says that one can act of a place of which nobody invited has a function', () => {
    const some = fc.subarray(parties.map(({ id }) => id))
    fc.assert(
      fc.property(fc.constantFrom(...placeKinds), some, (placeKind, partyIds) => {
        const { state } = whoCanAct({ placeKind, partyIds, functions: [] }, parties)
        const invited = parties.filter(({ id }) => partyIds.includes(id))
        const { toAct } = walkTemplates[placeKind]
        const isAble = invited.some((one) => one.functions.some((fn) => toAct.includes(fn)))
        expect(state === 'some').toBe(isAble)
      }),
    )
  })
})
