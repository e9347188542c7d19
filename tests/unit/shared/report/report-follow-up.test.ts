import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../../shared/observation/observation.ts'
import type { StopSummary } from '../../../../shared/rating/rating-summary.ts'
import type { LightKind } from '../../../../shared/rating/rating.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { makeObservation, someUuid } from '../../../support/fixtures/make-observation.ts'
import {
  approvedWalk,
  reportSources,
  reportStops,
} from '../../../support/fixtures/report-sources.ts'

const [tunnel, square] = reportStops.map(({ id }) => id)
const spread = (stopId: string | undefined, feeling: number[], light: LightKind): StopSummary => ({
  ...{ stopId: stopId ?? '', state: 'shown', answers: feeling.reduce((a, b) => a + b, 0), feeling },
  alone: { yes: 0, no: 0, 'not-after-dark': 0 } as never,
  reasons: {} as never,
  light: { day: 0, twilight: 0, dark: 0, [light]: 5 },
})
const followUpWalk = {
  ...approvedWalk([], { startsAt: '2027-05-03T18:00:00.000Z' }),
  ...{ id: someUuid(), title: 'Opfølgning' },
}
const seen = (one: Observation, verdict: 'confirmed' | 'not-solved'): Observation => ({
  ...one,
  verifications: [
    {
      ...{ followUpId: followUpWalk.id, verdict, remark: 'set af en nabo', on: '2027-05-03' },
      ...{ at: '2027-05-03T18:30:00.000Z', byRole: 'walker' },
    },
  ],
})

function reportOf(observations: readonly Observation[], after: readonly StopSummary[] | null) {
  const ratings = [spread(tunnel, [3, 2, 0, 0, 0], 'dark'), spread(square, [0, 0, 5, 0, 0], 'dark')]
  const followUp = after && { walk: followUpWalk, ratings: after }
  const facts = collectFacts(reportSources(observations, { ratings, followUp }))
  if (!facts) throw new Error('The list is approved')
  const { parts } = buildReport(facts, { language: 'da', version: 2, previous: null })
  const part = (name: string) => JSON.stringify(parts.find((one) => one.name === name)?.blocks)
  return { part, whole: JSON.stringify(parts) }
}

describe('a report after a follow-up walk', () => {
  const observations = [
    seen(makeObservation({ number: 21, status: 'verified' }), 'confirmed'),
    seen(makeObservation({ number: 22, status: 'reopened' }), 'not-solved'),
    makeObservation({ number: 23 }),
  ]

  it('says of each finding what was seen on site, counts it, and leaves out the words of whoever looked', () => {
    const { part, whole } = reportOf(observations, [])
    expect(part('findings')).toContain('bekræftet på stedet 3. maj')
    expect(part('findings')).toContain('ikke løst')
    expect(part('follow-up')).toContain('Bekræftet: 1 fund')
    expect(part('follow-up')).toContain('Ikke løst: 1 fund')
    expect(part('follow-up')).toContain('Kan ikke ses: 0 fund')
    expect(whole).not.toContain('set af en nabo')
  })

  it('puts the spreads of a stop side by side in the same light, and says where the light differs', () => {
    const after = [spread(tunnel, [0, 1, 1, 2, 3], 'dark'), spread(square, [0, 0, 5, 0, 0], 'day')]
    const said = reportOf(observations, after).part('follow-up')
    expect(said).toContain('Stop 1: Tunnelen, før (mørke)')
    expect(said).toContain('Stop 1: Tunnelen, efter (mørke)')
    expect(said).toContain(
      'Stop 2: Torvet: Kan ikke sammenlignes. Første gang i mørke, nu i dagslys.',
    )
  })

  it('shows no spread of fewer than five on either walk', () => {
    const few: StopSummary = { stopId: tunnel ?? '', state: 'few' }
    const said = reportOf(observations, [few]).part('follow-up')
    expect(said).toContain('Stop 1: Tunnelen: For få svar (under 5) til at vise.')
    expect(said).not.toContain('Tunnelen, før')
  })

  it('promises a follow-up walk as long as none is closed', () => {
    const said = reportOf(observations, null).part('follow-up')
    expect(said).toContain('En opfølgningsvandring ser på de samme stop')
    expect(reportOf(observations, null).whole).not.toContain('på stedet')
  })
})
