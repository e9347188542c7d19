import { describe, expect, it } from 'vitest'
import { statuses } from '../../../shared/observation/observation-status.ts'
import type { Answer, Observation } from '../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import { buildStatusPage } from '../../../shared/status-page/build-status-page.ts'
import { statusLanguage } from '../../../shared/status-page/status-language.ts'
import type { Language } from '../../../shared/text/language.ts'
import { actors, makeObservation, otherClient } from '../../support/fixtures/make-observation.ts'

const stops = [
  { id: 'a', name: 'Strandgade', longitude: 9.9187, latitude: 57.0482 },
  { id: 'b', name: 'Torvet', longitude: 9.93, latitude: 57.05 },
]
const walk = { title: 'Christianshavn', startsAt: '2026-11-26T18:00:00.000Z', stops }
const parties = [{ id: 'road', name: 'Vej og Park', functions: [] }]

interface Options {
  language?: Language
  textLimit?: number
}

function pageOf(observations: readonly Observation[], { language = 'da', ...rest }: Options = {}) {
  const findings = observations.flatMap((one) => visibleObservation(one, actors.walker) ?? [])
  return buildStatusPage(
    {
      ...{ walk, municipality: { name: 'Aalborg', parties }, findings, withheld: 'none' },
      ...{ today: '2027-01-14', ...rest },
    },
    statusLanguage(language, 'Europe/Copenhagen'),
  )
}

const answer = (changes: Partial<Answer>): Answer => ({
  ...{ status: 'done', text: '', at: '2026-12-09T09:00:00.000Z', by: 'Vej og Park', ...changes },
})
const only = (changes: Partial<Observation>, options?: Options) => {
  const [entry] = pageOf([makeObservation(changes)], options).own
  if (!entry) throw new Error('no entry')
  return entry
}
const textOf = ({ lines }: ReturnType<typeof only>) =>
  lines.map(({ label, text }) => (label ? `${label}: ${text}` : text))

describe('what a status page says of a finding', () => {
  it.each([
    [{ status: 'received' }, 'waiting', 'Modtaget, ingen har svaret endnu'],
    [{ status: 'assigned', partyIds: ['road'] }, 'waiting', 'Venter på svar fra Vej og Park'],
    [
      { status: 'accepted', partyIds: ['road'], dueOn: '2027-03-31' },
      'promised',
      'Vej og Park vil gøre noget ved det',
    ],
    [
      { status: 'planned', answer: answer({ status: 'planned', plannedFor: '2027-03' }) },
      'promised',
      'Planlagt til marts 2027',
    ],
    [{ status: 'done', answer: answer({ on: '2026-12-09' }) }, 'done', 'Udført 9. dec. 2026'],
    [
      { status: 'declined', answer: answer({ status: 'declined' }) },
      'no',
      'Nej, det bliver ikke til noget',
    ],
    [
      {
        status: 'forwarded',
        answer: answer({ status: 'forwarded', recipient: 'Vejdirektoratet' }),
      },
      'waiting',
      'Sendt videre til Vejdirektoratet',
    ],
    [
      { status: 'reopened', answer: answer({ on: '2026-12-09' }) },
      'waiting',
      'Åbnet igen, fordi det ikke er løst',
    ],
    [{ category: 'god.plads' }, 'good', 'Et godt sted'],
  ] as const)('of %o has the mark %s and says "%s"', (changes, mark, state) => {
    expect(only(changes as Partial<Observation>)).toMatchObject({ mark, state })
  })

  it('is never without a state, in either language', () => {
    for (const status of statuses)
      for (const language of ['da', 'en'] as const)
        expect(only({ status }, { language }).state).toMatch(/^[A-ZÅ].{3}/)
  })

  it('gives the reason for a no and what is done instead, and says when nothing is', () => {
    const said = answer({
      status: 'declined',
      reason: 'not-our-area',
      text: 'I stedet: en bænk på Torvet',
    })
    expect(textOf(only({ status: 'declined', answer: said }))).toEqual([
      'Lampen er slukket',
      'Grund: Ikke vores areal',
      'Svar fra Vej og Park 9. dec. 2026: I stedet: en bænk på Torvet',
    ])
    expect(
      textOf(only({ status: 'declined', answer: answer({ status: 'declined' }) })).at(-1),
    ).toBe('Der står ikke mere. Spørg den, der har sagt nej.')
  })

  it('says until when, that a day has passed, and that there is none', () => {
    const given = { status: 'in-progress', partyIds: ['road'] } as const
    const due = (dueOn: string | null) => textOf(only({ ...given, dueOn }))
    expect(due('2027-01-14')).toContain('Frist 14. jan. 2027.')
    expect(due('2027-01-13')).toContain('Fristen var 13. jan. 2027. Den er overskredet.')
    expect(due(null)).toContain('Ingen dato endnu.')
    const waits = only({ status: 'assigned', partyIds: ['road'], dueOn: '2027-02-01' })
    expect(textOf(waits)).toContain('Svar senest 1. feb. 2027.')
    const done = only({ status: 'done', partyIds: ['road'], dueOn: '2026-12-01' })
    expect(textOf(done).join()).not.toContain('Frist')
  })

  it('tells what follow-up walks saw, the newest first, and no answer twice', () => {
    const seen = { followUpId: 'f', byRole: 'walker', at: '2027-04-12T18:00:00.000Z' } as const
    const entry = only({
      status: 'reopened',
      answer: answer({ status: 'reopened', at: seen.at, by: '', text: 'Den blinker' }),
      verifications: [
        {
          ...seen,
          verdict: 'confirmed',
          remark: '',
          on: '2027-03-01',
          at: '2027-03-01T18:00:00.000Z',
        },
        { ...seen, verdict: 'not-solved', remark: 'Den blinker', on: '2027-04-12' },
      ],
    })
    expect(textOf(entry)).toEqual([
      'Lampen er slukket',
      'Set efter på stedet 12. apr. 2027: det er ikke løst',
      'Den blinker',
      'Set efter på stedet 1. mar. 2027: det er løst',
    ])
  })

  it('cuts long texts only where it is asked to, and says so', () => {
    const text = 'æ'.repeat(3_000)
    expect(textOf(only({ text }))).toEqual([text])
    const [cut, note] = textOf(only({ text }, { textLimit: 1_000 }))
    expect(cut).toBe(`${'æ'.repeat(1_000)}…`)
    expect(note).toContain('Resten står i Lygte')
  })
})

describe('a status page', () => {
  it('has the own findings first and those of others by stop, each thing once', () => {
    const [own, other, far] = [
      makeObservation({ number: 1 }),
      makeObservation({ number: 2, authorClientId: otherClient }),
      makeObservation({
        number: 3,
        authorClientId: otherClient,
        position: { longitude: 9.93, latitude: 57.05, source: 'gps' },
      }),
    ]
    const double = (authorClientId: string, duplicateOf: string) =>
      makeObservation({
        ...{ authorClientId, status: 'duplicate', number: 4 },
        answer: answer({ status: 'duplicate', duplicateOf }),
      })
    const page = pageOf([
      ...[far, double(otherClient, own.id), double(own.authorClientId ?? '', other.id), other, own],
    ])
    expect(page.summary).toEqual(['3 fund: 3 venter på svar.'])
    expect(page.own.map(({ state }) => state)).toEqual([
      'Modtaget, ingen har svaret endnu',
      'Samme ting som Lampe slukket, nr. 2',
    ])
    expect(page.own[0]?.place).toBe('1. Strandgade: Budolfi Plads')
    expect(page.stops.map(({ name, count, entries }) => [name, count, entries.length])).toEqual([
      ['1. Strandgade', '2 fund, 1 er dit', 1],
      ['2. Torvet', '1 fund', 1],
    ])
  })

  it('leaves out what was withdrawn and what the reader may not see', () => {
    const page = pageOf([
      makeObservation({ isWithdrawn: true }),
      makeObservation({ authorClientId: otherClient, category: 'adf.ophold' }),
    ])
    expect([page.own, page.stops, page.summary]).toEqual([[], [], ['Der er ingen fund endnu.']])
  })
})
