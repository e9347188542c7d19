import { describe, expect, it } from 'vitest'
import type { Answer, Observation } from '../../../shared/observation/observation.ts'
import type { MovedDate } from '../../../shared/observation/promises/moved-date.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import { linesOf } from '../../../shared/status-page/entry-lines.ts'
import { markOf, stateOf } from '../../../shared/status-page/entry-state.ts'
import { statusLanguage } from '../../../shared/status-page/status-language.ts'
import type { Language } from '../../../shared/text/language.ts'
import { actors, makeObservation } from '../../support/fixtures/make-observation.ts'

interface Options {
  language?: Language
  textLimit?: number
}

const seen = (changes: Partial<Observation>) => {
  const finding = visibleObservation(
    makeObservation({ text: '', partyIds: ['road'], ...changes }),
    actors.walker,
  )
  if (!finding) throw new Error('the walker does not see it')
  return finding
}

function said(changes: Partial<Observation>, { language = 'da', ...rest }: Options = {}) {
  const options = { parties: 'Vej og Park', today: '2027-01-14', ...rest }
  const lines = linesOf(seen(changes), options, statusLanguage(language, 'Europe/Copenhagen'))
  return lines.map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`))
}

const at = '2026-12-09T09:00:00.000Z'
const move = (changes: Partial<MovedDate>): MovedDate => ({
  ...{ of: 'due', from: '2027-03-01', to: '2027-05-01', reason: '', by: 'Vej og Park', at },
  ...changes,
})
const answer = (changes: Partial<Answer>): Answer => ({
  ...{ status: 'planned', text: '', at, by: 'Vej og Park', ...changes },
})

describe('a date that has moved, on a status page', () => {
  const moved = [
    move({ to: '2027-04-01', reason: 'Der er frost i jorden' }),
    move({ from: '2027-04-01' }),
  ]
  const late = { status: 'in-progress', dueOn: '2027-05-01', movedDates: moved } as const

  it('stands below the one of today with who moved it and why, the newest first, in both languages', () => {
    expect(said(late)).toEqual([
      'Hos: Vej og Park',
      'Frist 1. maj 2027.',
      'Lovet 1. apr. 2027, flyttet til 1. maj 2027 af Vej og Park.',
      'Lovet 1. mar. 2027, flyttet til 1. apr. 2027 af Vej og Park.',
      'Grund: Der er frost i jorden',
    ])
    expect(said(late, { language: 'en' })).toContain(
      'Promised 1 Mar 2027, moved to 1 Apr 2027 by Vej og Park.',
    )
  })

  it('stays visible when there is no date any more, and when the work is done', () => {
    const away = [move({ to: null, by: '' })]
    expect(said({ status: 'assigned', movedDates: away })).toEqual([
      'Ingen dato endnu.',
      'Lovet 1. mar. 2027, men datoen er taget af.',
    ])
    expect(said({ ...late, status: 'done' })).toContain(
      'Lovet 1. mar. 2027, flyttet til 1. apr. 2027 af Vej og Park.',
    )
  })

  it('may be a month, whose reason is said once where the answer is the same words', () => {
    const reason = 'Rørene kommer senere'
    const lines = said({
      ...{ status: 'planned', plannedFor: '2027-05' },
      answer: answer({ plannedFor: '2027-05', text: reason }),
      movedDates: [move({ of: 'plan', from: '2027-03', to: '2027-05', reason })],
    })
    expect(lines).toContain('Lovet marts 2027, flyttet til maj 2027 af Vej og Park.')
    expect(lines.filter((line) => line.includes(reason))).toHaveLength(1)
  })

  it('is one of four at most where pages are of limited size, which say where the others are', () => {
    const movedDates = Array.from({ length: 6 }, () => move({}))
    const hint = 'Tidligere datoer står i Lygte på din telefon.'
    const datesIn = (lines: string[]) => lines.filter((line) => line.startsWith('Lovet'))
    const [all, few] = [said({ movedDates }), said({ movedDates }, { textLimit: 1_000 })]
    expect([datesIn(all).length, all.includes(hint)]).toEqual([6, false])
    expect([datesIn(few).length, few.at(-1)]).toEqual([4, hint])
  })
})

describe('a month that was promised, on a status page', () => {
  const language = statusLanguage('da', 'Europe/Copenhagen')

  it('stands as long as it does, also when the work has begun', () => {
    const begun: Partial<Observation> = {
      ...{ status: 'in-progress', plannedFor: '2027-05' },
      answer: answer({ status: 'in-progress' }),
    }
    expect(said(begun)).toContain('Planlagt til maj 2027.')
    expect(said(begun)).not.toContain('Ingen dato endnu.')
    expect(markOf(seen(begun))).toBe('promised')
  })

  it('is not said of what waits for money', () => {
    const awaiting = seen({
      ...{ status: 'accepted', plannedFor: null },
      answer: answer({ status: 'accepted', awaits: 'budget', text: 'Når der er penge' }),
    })
    expect(stateOf(awaiting, { parties: 'Vej og Park', original: '' }, language)).toBe(
      'Afventer budget hos Vej og Park',
    )
    expect(markOf(awaiting)).toBe('waiting')
  })
})
