import type { PublicWalk } from '../../../shared/publication/public-walk.ts'
import { isGood, isRefused, isSolved } from '../../../shared/publication/words/finding-words.ts'
import {
  publicLanguage,
  type PublicLanguage,
} from '../../../shared/publication/words/public-language.ts'
import type { Language } from '../../../shared/text/language.ts'
import { escape } from '../html/escape.ts'
import { aboutOf, nextOf, type PageLinks } from './closing-parts.ts'
import type { PhotoAddress } from './finding-card.ts'
import { foundOf, goodOf, refusedOf } from './finding-parts.ts'
import { frame, list, paragraph, section } from './frame.ts'
import { writeMap } from './public-map.ts'

interface PublicPageOptions {
  facts: PublicWalk
  language: Language
  /** Not public yet: said at the top, and there is nothing to follow. */
  isDraft: boolean
  /** Null without a map: the page then draws route, stops and marks itself. */
  mapAddress: string | null
  photoAddress: PhotoAddress
  links: PageLinks
}

/** Returns the public page of a walk: what was found, what came of it and why not. */
export function writePublicPage(options: PublicPageOptions): string {
  const { facts, language, isDraft, links } = options
  const own = publicLanguage(language, facts.municipality.timeZone)
  const { words } = own
  const feed = links
    ? `<link rel="alternate" type="application/atom+xml" title="${escape(words.feed.walk(facts.walk.title))}" href="${escape(links.feed)}">\n`
    : ''
  return frame({
    ...{ language, skip: words.skip, head: feed },
    title: `${facts.walk.title} – ${words.kind}`,
    bar: isDraft ? `<p class="draft">${escape(words.draft)}</p>\n` : barOf(options, own),
    content: [
      headOf(facts, own),
      countsOf(facts, own),
      section('map', words.map.title, writeMap(facts, own, options.mapAddress)),
      foundOf(options, own),
      refusedOf(facts, own),
      goodOf(options, own),
      nextOf(options, own),
      aboutOf(facts, own),
    ].join('\n'),
  })
}

function barOf({ links, language }: PublicPageOptions, { words }: PublicLanguage): string {
  if (!links) return ''
  const other = language === 'da' ? 'en' : 'da'
  return `<nav class="bar" aria-label="${escape(words.kind)}"><span>${escape(words.kind)}</span><ul><li><a lang="${other}" hreflang="${other}" href="${escape(links.other)}">${escape(words.otherLanguage)}</a></li></ul></nav>\n`
}

function headOf(facts: PublicWalk, { words, formats }: PublicLanguage): string {
  const { walk, host, light, weather, purpose, theme, invited, municipality } = facts
  const when = [
    walk.startsAt && formats.dateTime(walk.startsAt),
    light && words.lights[light],
    weather && words.weathers[weather],
    host && words.host(host),
  ]
  const said = [
    [words.purpose, purpose ?? ''],
    [words.theme, theme ?? ''],
    [words.invited, invited.join(', ')],
  ].filter(([, value]) => value !== '')
  const described = said
    .map(
      ([name = '', value = '']) => `<dt>${escape(name)}</dt><dd dir="auto">${escape(value)}</dd>`,
    )
    .join('')
  return `<header><h1 dir="auto">${escape(walk.title)}</h1><p class="subtitle">${escape(when.filter(Boolean).join(' · '))}</p></header>
${paragraph(words.intro(municipality.name), 'intro')}${described ? `<dl>${described}</dl>` : ''}`
}

function countsOf({ findings }: PublicWalk, { words }: PublicLanguage): string {
  const { counts } = words
  const known = [
    [counts.found(findings.length), true],
    [counts.solved(findings.filter(isSolved).length), findings.some(isSolved)],
    [counts.refused(findings.filter(isRefused).length), findings.some(isRefused)],
    [counts.good(findings.filter(isGood).length), findings.some(isGood)],
  ] as const
  const shown = known.filter(([, isThere]) => isThere).map(([text]) => escape(text))
  return section('counts', counts.title, list(shown, 'counts') + paragraph(counts.notAll, 'quiet'))
}
