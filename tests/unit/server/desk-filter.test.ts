import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cursorOf, keyOf } from '../../../server/store/desk/desk-sort.ts'
import { visibleKinds, type VisibleKinds } from '../../../server/store/desk/desk-filter.ts'
import { searchTextOf } from '../../../server/store/observations/search-text.ts'
import { categories } from '../../../shared/observation/categories.ts'
import { accountRoles, type AccountActor } from '../../../shared/access/roles.ts'
import { foldLetters, searchWordsOf } from '../../../shared/text/search-words.ts'
import { makeObservation, someUuid } from '../../support/fixtures/make-observation.ts'
import { maySeeByHandbook } from '../../support/fixtures/any-observation.ts'

const parties = ['road', 'police', 'park']
const anyActor: fc.Arbitrary<AccountActor> = fc.record({
  kind: fc.constant('account' as const),
  accountId: fc.constant(someUuid()),
  role: fc.constantFrom(...accountRoles),
  partyIds: fc.subarray(parties),
  efforts: fc.subarray(['bydel', 'trafik', 'natteliv', 'unge', 'antirad', 'udsatte']),
  effortCategories: fc.subarray(categories.map(({ id }) => id)),
})
const anyCategory = fc.constantFrom(...categories.map(({ id }) => id), 'not.known.here')

/** The meaning of `VisibleKinds`, as its comment says and as SQL does it. */
function shows(kinds: VisibleKinds, category: string, partyIds: readonly string[]): boolean {
  const isOpen =
    'only' in kinds.open
      ? kinds.open.only.includes(category)
      : !kinds.open.allBut.includes(category)
  const isOwn = partyIds.some((id) => kinds.partyIds.includes(id))
  return isOpen || (kinds.assigned.includes(category) && isOwn)
}

describe('the categories that a reader sees', () => {
  it('are those that the handbook names for each observation', () => {
    fc.assert(
      fc.property(anyActor, anyCategory, fc.subarray(parties), (actor, category, partyIds) => {
        const observation = makeObservation({ category, partyIds, isWithdrawn: false })
        const kinds = visibleKinds(actor, null)
        expect(shows(kinds, category, partyIds)).toBe(maySeeByHandbook(actor, observation))
      }),
      { numRuns: 2_000 },
    )
  })

  it('are never widened by asking for categories', () => {
    const anyWanted = fc.oneof(anyCategory, fc.constantFrom('adf', 'lys', 'andet', 'nothing'))
    const anyCase = fc.record({
      actor: anyActor,
      wanted: fc.array(anyWanted, { minLength: 1 }),
      category: anyCategory,
      partyIds: fc.subarray(parties),
    })
    fc.assert(
      fc.property(anyCase, ({ actor, wanted, category, partyIds }) => {
        const group = categories.find(({ id }) => id === category)?.group ?? ''
        const isWanted = wanted.includes(category) || wanted.includes(group)
        expect(shows(visibleKinds(actor, wanted), category, partyIds)).toBe(
          isWanted && shows(visibleKinds(actor, null), category, partyIds),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the words of a search', () => {
  const found = (text: string, q: string): boolean => {
    const present = foldLetters(
      searchTextOf(makeObservation({ text, place: '', number: 1207 })),
    ).split(' ')
    const words = searchWordsOf(q)
    if (words?.length === 0) return false
    return (words ?? []).every((word) =>
      word.isWhole ? present.includes(word.text) : present.some((each) => each.includes(word.text)),
    )
  }

  it.each([
    ['Gadelampen er slukket', 'lampe', true],
    ['Gadelampen er slukket', 'SLUK gade', true],
    ['Gadelampen er slukket', 'lampe hæk', false],
    ['Ved Østre Allé 12', 'østre allé', true],
    ['Ved Østre Allé 12', '12', true],
    ['Ved Østre Allé 112', '12', false],
    ['hul-i-vejen', 'vejen', true],
    ['', '1207', true],
    ['', '207', false],
    ['hej', '', true],
    ['hej', ' \u200b ', true],
    ['hej', '?!', false],
    ['hej', '🔥', false],
    ['Ild 🔥 i containeren', '🔥 container', true],
    ['Åbyvej 4', 'aabyvej', true],
    ['Aabyvej 4', 'Åbyvej', true],
    ['A\u030abyvej 4', 'ÅBYVEJ', true],
    ['Åbyvej 4', 'abyvej', true],
    ['Café Ø', 'cafe', true],
    ['Ålborg', 'alborg', true],
    ['cafe', 'Cafe\u0301', true],
    ['Ødelagt bænk', 'oedelagt baenk', true],
    ['Oedelagt baenk', 'ødelagt bænk', true],
    ['Öresund', 'øresund', true],
    ['', 'Nr. 1207', true],
    ['', 'No. 1207', true],
    ['', 'nr 1207', true],
    ['', '#1207', true],
    ['', '1.207', true],
    ['', '1,207', true],
    ['', '1\u202f207', true],
    ['', '１２０７', true],
    ['', 'Nr. 1208', false],
    ['Stien ved hul', 'hul nr. 1207', true],
  ])('in %j: %j is found: %j', (text, q, expected) => {
    expect(found(text, q)).toBe(expected)
  })

  it('find letters written in two ways alike', () => {
    expect(found('Alle\u0301en', 'all\u00e9en')).toBe(true)
  })

  it('hold only letters and digits, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { text: word } of searchWordsOf(text) ?? []) {
          expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
          expect(word.length).toBeLessThanOrEqual(40)
        }
      }),
    )
  })
})

describe('a cursor', () => {
  const keys = {
    new: ['1700000000000000', someUuid()],
    due: ['infinity', someUuid()],
    severity: ['4', '1700000000000000', someUuid()],
  } as const

  it.each(['new', 'due', 'severity'] as const)(
    'of order %s is understood by that order only',
    (sort) => {
      const cursor = cursorOf(sort, [...keys[sort]])
      expect(cursor.length).toBeLessThanOrEqual(200)
      expect(keyOf(sort, cursor)).toEqual(keys[sort])
      for (const other of ['new', 'due', 'severity'] as const) {
        if (other !== sort) expect(keyOf(other, cursor)).toBeUndefined()
      }
    },
  )

  it('from anywhere else is rejected', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(keyOf('new', text)).toBeUndefined()
        expect(keyOf('due', Buffer.from(text).toString('base64url'))).toBeUndefined()
      }),
    )
  })
})
