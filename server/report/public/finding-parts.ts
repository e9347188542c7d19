import type { PublicWalk } from '../../../shared/publication/public-walk.ts'
import {
  isGood,
  isRefused,
  nameOf,
  whyOf,
} from '../../../shared/publication/words/finding-words.ts'
import type { PublicLanguage } from '../../../shared/publication/words/public-language.ts'
import { escape } from '../html/escape.ts'
import { anchorOf, findingsByPlace, writeFinding, type PhotoAddress } from './finding-card.ts'
import { list, paragraph, section } from './frame.ts'

interface Shown {
  facts: PublicWalk
  photoAddress: PhotoAddress
}

export function foundOf({ facts, photoAddress }: Shown, own: PublicLanguage): string {
  const { words } = own
  const groups = findingsByPlace(
    facts.findings.filter((one) => !isGood(one)),
    facts.walk.stops,
  ).map(({ number, name, findings }) => {
    const title = number === 0 ? words.noStop : words.stop(number, name)
    return `<h3>${escape(title)}</h3>${findings.map((one) => writeFinding(one, { own, photoAddress })).join('')}`
  })
  return section('found', words.found, groups.join('\n') || paragraph(words.foundNone))
}

export function refusedOf({ findings }: PublicWalk, own: PublicLanguage): string {
  const { words } = own
  const refused = findings.filter(isRefused)
  const lineOf = (one: (typeof refused)[number]) =>
    `<a href="#${anchorOf(one)}">${escape(nameOf(one, own))}</a>: ${escape(whyOf(one, own))}`
  return section(
    'refused',
    words.refusedTitle,
    refused.length === 0 ? paragraph(words.refusedNone) : list(refused.map(lineOf), 'plain'),
  )
}

export function goodOf({ facts, photoAddress }: Shown, own: PublicLanguage): string {
  const good = facts.findings.filter(isGood)
  if (good.length === 0) return ''
  const cards = good.map((one) => {
    const stop = facts.walk.stops[one.stop - 1]
    const place = stop ? own.words.stop(one.stop, stop.name) : ''
    return writeFinding(one, { own, photoAddress, place, level: 3 })
  })
  return section(
    'good-places',
    own.words.goodTitle,
    paragraph(own.words.goodIntro) + cards.join(''),
  )
}
