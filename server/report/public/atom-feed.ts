import type { PublicFinding, PublicWalk } from '../../../shared/publication/public-walk.ts'
import { later } from '../../../shared/publication/public-finding.ts'
import { nameOf, statusOf, isGood } from '../../../shared/publication/words/finding-words.ts'
import {
  publicLanguage,
  type PublicLanguage,
} from '../../../shared/publication/words/public-language.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import { anchorOf } from './finding-card.ts'
import { idOfFeed, writeFeed, type Entry, type FeedOptions } from './write-atom.ts'

/** Entries are what is public of each finding, and change when it does; what is withdrawn disappears (RFC 4287). */
export function walkFeed(facts: PublicWalk, options: FeedOptions): string {
  const own = publicLanguage(options.language, facts.municipality.timeZone)
  const page = pageOf(facts, options)
  return writeFeed({
    ...options,
    id: idOfFeed(facts.id),
    title: own.words.feed.walk(facts.walk.title),
    author: facts.municipality.name,
    page,
    updated: facts.changedAt,
    entries: facts.findings
      .map((one) => findingEntry(one, { own, page }))
      .sort((a, b) => (a.updated < b.updated ? 1 : -1)),
  })
}

function findingEntry(
  one: PublicFinding,
  { own, page }: { own: PublicLanguage; page: string },
): Entry {
  const { words } = own
  const status = isGood(one) ? [] : [statusOf(one, own)]
  const reason = one.reason ? [words.reason[one.reason]] : []
  const title = [nameOf(one, own), ...status].join(' · ')
  const said = [...reason, one.answer?.text ?? '', one.text ?? ''].filter(Boolean)
  return {
    ...{ id: one.id, title },
    updated: one.changedAt,
    address: `${page}#${anchorOf(one)}`,
    summary: said.length > 0 ? said.join('\n') : title,
  }
}

/** A feed without anything to tell must have a time all the same, and always the same one. */
const beforeAll = '1970-01-01T00:00:00.000Z'

interface MunicipalityFeed {
  municipality: PublicWalk['municipality']
  walks: readonly PublicWalk[]
  /** When a page was last published or withdrawn; null when none ever was. */
  lastChange: Timestamp | null
}

export function municipalityFeed(
  { municipality, walks, lastChange }: MunicipalityFeed,
  options: FeedOptions,
): string {
  const own = publicLanguage(options.language, municipality.timeZone)
  const { words } = own
  const entries = walks
    .map((facts) => ({
      id: facts.id,
      title: facts.walk.title,
      updated: facts.changedAt,
      address: pageOf(facts, options),
      summary: [
        facts.walk.startsAt ? own.formats.fullDate(facts.walk.startsAt) : '',
        words.counts.found(facts.findings.length),
      ]
        .filter(Boolean)
        .join('. '),
    }))
    .sort((a, b) => (a.updated < b.updated ? 1 : -1))
  return writeFeed({
    ...options,
    id: idOfFeed(municipality.id),
    title: words.feed.all(municipality.name),
    author: municipality.name,
    page: null,
    updated: [lastChange ?? '', entries[0]?.updated ?? ''].reduce(later) || beforeAll,
    entries,
  })
}

const pageOf = ({ id }: PublicWalk, { origin, language }: FeedOptions): string =>
  `${origin}/vandringer/${id}${language === 'en' ? '?lang=en' : ''}`
