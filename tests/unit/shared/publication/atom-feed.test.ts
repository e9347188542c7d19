import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { municipalityFeed, walkFeed } from '../../../../server/report/public/atom-feed.ts'
import type { PublicFinding, PublicWalk } from '../../../../shared/publication/public-walk.ts'
import { someUuid } from '../../../support/fixtures/make-observation.ts'

const municipality = {
  ...{ id: someUuid(), name: 'Ærø & Co', timeZone: 'Europe/Copenhagen' },
  ...{ controller: 'Kommunen', contact: 'tryg@example.dk' },
}
const found = (changes: Partial<PublicFinding> = {}): PublicFinding => ({
  ...{ id: someUuid(), number: 7, category: 'lys.slukket', stop: 1, status: 'done' },
  ...{ reason: null, plannedFor: null, on: '2026-11-12', parties: [], answer: null },
  ...{ text: 'Lampen', place: null, photos: [], changedAt: '2026-11-20T10:00:00.000Z' },
  ...changes,
})
const published = (changes: Partial<PublicWalk> = {}): PublicWalk => ({
  id: someUuid(),
  walk: {
    ...{ title: 'Aalborg Øst', startsAt: '2026-10-29T18:00:00.000Z', stops: [], route: [] },
    area: [9.9, 57, 10, 57.1],
  },
  ...{ purpose: null, theme: null, host: null, light: null, weather: null, invited: [] },
  ...{ municipality, findings: [found()], feedbackOn: [] },
  ...{ publishedAt: '2026-11-19T10:00:00.000Z', changedAt: '2026-11-20T10:00:00.000Z' },
  ...changes,
})
const options = { language: 'da', origin: 'https://lygte.example', self: '/feed' } as const

/** Throws when it is no well-formed XML. */
function parse(xml: string) {
  const onError = (_level: string, message: string) => {
    throw new Error(message)
  }
  return new DOMParser({ onError }).parseFromString(xml, 'text/xml')
}
const textsOf = (xml: string, name: string) =>
  [...parse(xml).getElementsByTagName(name)].map((element) => element.textContent)

describe('a feed of what was published', () => {
  it('has what RFC 4287 demands: ids, titles, times and an author, and where it and its entries are', () => {
    const facts = published()
    const xml = walkFeed(facts, options)
    const [feed, entry] = textsOf(xml, 'id')
    expect([feed, entry]).toEqual([
      expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      `urn:uuid:${facts.findings[0]?.id ?? ''}`,
    ])
    expect(textsOf(xml, 'title')).toEqual([
      'Tryghedsvandring: Aalborg Øst',
      'Lampe slukket · Nr. 7 · Udført · 12. nov. 2026',
    ])
    expect(textsOf(xml, 'updated')).toHaveLength(2)
    expect(textsOf(xml, 'name')).toEqual(['Ærø & Co'])
    const links = [...parse(xml).getElementsByTagName('link')]
    expect(links.map((link) => [link.getAttribute('rel'), link.getAttribute('href')])).toEqual([
      ['self', 'https://lygte.example/feed'],
      ['alternate', `https://lygte.example/vandringer/${facts.id}`],
      ['alternate', `https://lygte.example/vandringer/${facts.id}#fund-7`],
    ])
  })

  it('keeps its ids when the same things are told again, and never shares one between feed and entry', () => {
    const facts = published()
    expect(textsOf(walkFeed(facts, options), 'id')).toEqual(
      textsOf(walkFeed({ ...facts, changedAt: '2027-01-01T00:00:00.000Z' }, options), 'id'),
    )
    const all = municipalityFeed({ municipality, walks: [facts], lastChange: null }, options)
    const ids = [...textsOf(walkFeed(facts, options), 'id'), ...textsOf(all, 'id')]
    expect(new Set(ids).size).toBe(4)
  })

  it('stays well-formed whatever people have written, and says it as it was written', () => {
    const written = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant(']]><script>&\u0000\u000b"'),
    )
    fc.assert(
      fc.property(written, written, (title, text) => {
        const { walk } = published()
        const facts = published({ walk: { ...walk, title }, findings: [found({ text })] })
        const [summary = ''] = textsOf(walkFeed(facts, options), 'summary')
        expect(summary).not.toContain('\u0000')
      }),
    )
    const xml = walkFeed(published({ findings: [found({ text: 'a < b & "c"' })] }), options)
    expect(textsOf(xml, 'summary')).toEqual(['a < b & "c"'])
  })

  it('of a municipality without pages is empty, and its time is the same whenever it is asked', () => {
    const none = { municipality, walks: [], lastChange: null }
    expect(municipalityFeed(none, options)).toBe(municipalityFeed(none, options))
    expect(textsOf(municipalityFeed(none, options), 'updated')).toEqual([
      '1970-01-01T00:00:00.000Z',
    ])
  })

  it('of a municipality grows no older when something leaves it', () => {
    const lastChange = '2026-12-24T10:00:00.000Z'
    const xml = municipalityFeed({ municipality, walks: [published()], lastChange }, options)
    expect(textsOf(xml, 'updated')[0]).toBe(lastChange)
  })
})
