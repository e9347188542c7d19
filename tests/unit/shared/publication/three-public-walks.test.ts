import { describe, expect, it } from 'vitest'
import { midtObservations } from '../../../../server/demo/aalborg/walk-midt.ts'
import { oestObservations } from '../../../../server/demo/aalborg/walk-oest.ts'
import { svenObservations } from '../../../../server/demo/aalborg/walk-sven.ts'
import { demoEvening } from '../../../../server/demo/demo-evening.ts'
import { walkFeed } from '../../../../server/report/public/atom-feed.ts'
import { writePublicPage } from '../../../../server/report/public/public-page.ts'
import { isRestrictedCategory } from '../../../../shared/observation/categories.ts'
import type { PartState } from '../../../../shared/publication/publication.ts'
import { languages } from '../../../../shared/text/language.ts'
import { toldObservation } from '../../../support/fixtures/report-sources.ts'
import { publicFactsOf } from '../../../support/publication/all-public.ts'

const evening = demoEvening(
  { weekday: 4, startsAt: '19:00', minutes: 120, workingDays: 14 },
  Date.parse('2026-11-30T12:00:00Z'),
)
const walks = [
  { name: 'Aalborg Øst', stories: oestObservations, shown: 9 },
  { name: 'Midtbyen', stories: midtObservations, shown: 9 },
  { name: 'Svenstrup', stories: svenObservations, shown: 9 },
]

/** Every public byte of a walk in both languages, of which all was decided in one way. */
function read(stories: (typeof walks)[number]['stories'], state: PartState) {
  const observations = stories(evening).map((story, index) => toldObservation(story, 1001 + index))
  const facts = publicFactsOf(observations, state)
  const written = languages.flatMap((language) => [
    writePublicPage({
      ...{ facts, language, isDraft: false, mapAddress: null },
      photoAddress: (id, variant) => `/billeder/${id}/${variant}`,
      links: { other: '/a', feed: '/b', feedOfAll: '/c' },
    }),
    walkFeed(facts, { language, origin: 'https://lygte.example', self: '/feed' }),
  ])
  return { observations, facts, written }
}
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

describe('the public pages of the three walks of domain.md §16', () => {
  it.each(walks)('show each open finding of $name in its own words', ({ stories, shown }) => {
    const { observations, facts, written } = read(stories, 'public')
    expect(facts.findings).toHaveLength(shown)
    for (const { category, text } of observations) {
      if (isRestrictedCategory(category)) continue
      for (const page of written) expect(page).toContain(escaped(text))
    }
  })

  it.each(walks)('have nothing of what is restricted in $name, though it was decided', (walk) => {
    const { observations, written } = read(walk.stories, 'public')
    for (const { category, text, place, id } of observations) {
      if (!isRestrictedCategory(category)) continue
      for (const page of written)
        for (const words of [text, place, id]) expect(page).not.toContain(words)
    }
  })

  it.each(['internal', 'unchecked'] as const)(
    'have no words at all of findings that are %s',
    (state) => {
      for (const { stories } of walks) {
        const { observations, facts, written } = read(stories, state)
        expect(facts.findings).toEqual([])
        for (const { text } of observations)
          for (const page of written) expect(page).not.toContain(escaped(text))
      }
    },
  )

  it('say of each no why, in the words of the reason', () => {
    for (const { stories } of walks) {
      const { facts, written } = read(stories, 'public')
      const refused = facts.findings.filter(({ status }) => status === 'declined')
      for (const { reason } of refused) expect(reason).not.toBeNull()
      expect(written[0]?.includes('Begrundelsen er ikke gjort offentlig')).toBe(false)
    }
  })
})
