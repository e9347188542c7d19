import { isPositiveCategory } from '../observation/categories.ts'
import { mainOf } from '../observation/gathering/main-finding.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import type { MunicipalityProfile } from '../municipality/municipality.ts'
import type { Withheld } from '../report/facts/withheld.ts'
import type { CalendarDay } from '../timestamps.ts'
import { findingsByStop } from '../walk/findings-by-stop.ts'
import type { Walk } from '../walk/walk.ts'
import { linesOf } from './entry-lines.ts'
import { markOf, stateOf } from './entry-state.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusEntry, StatusMark, StatusPage, StatusStop } from './status-page.ts'

interface StatusSources {
  walk: Pick<Walk, 'title' | 'startsAt' | 'stops'>
  municipality: Pick<MunicipalityProfile, 'name' | 'parties'>
  /** All that the reader may see of the walk, in any order. */
  findings: readonly VisibleObservation[]
  /** How many findings the reader may not see. */
  withheld: Withheld
  /** In the municipality's zone. */
  today: CalendarDay
  textLimit?: number
}

/** Returns what happened with a walk as its reader may know it: the own findings first, then those of others by stop. */
export function buildStatusPage(sources: StatusSources, language: StatusLanguage): StatusPage {
  const { walk, municipality, withheld } = sources
  const { words } = language
  const findings = sources.findings
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .toSorted((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity))
  const byId = new Map(findings.map((one) => [one.id, one]))
  const standing = findings.filter((one) => mainOf(one, byId) === one)
  const write = entryWriter(sources, language, byId)
  const groups = findingsByStop(standing, walk.stops, (one) => one)
  return {
    title: words.title,
    subtitle: subtitleOf(walk, municipality.name, language),
    summary: summaryOf(standing, language),
    own: findings
      .filter(({ isOwn }) => isOwn)
      .map((one) => write(one, stopNames(groups, language))),
    stops: groups.flatMap(({ findings: here, ...group }): StatusStop[] => {
      const entries = here.filter(({ isOwn }) => !isOwn).map((one) => write(one))
      if (here.length === 0) return []
      const count = words.count(here.length, here.length - entries.length)
      return [{ name: nameOf(group, language), count, entries }]
    }),
    withheld: withheldWords(withheld, language),
  }
}

type Group = Omit<ReturnType<typeof findingsByStop>[number], 'findings'>

const nameOf = ({ stop, number }: Group, { words }: StatusLanguage): string =>
  stop === null ? words.noStop : words.stop(number, stop.name)

/** Where each finding belongs, for the own ones, which stand apart from their stops. */
const stopNames = (
  groups: ReturnType<typeof findingsByStop<VisibleObservation>>,
  language: StatusLanguage,
): ReadonlyMap<string, string> =>
  new Map(
    groups.flatMap(({ findings, ...group }) =>
      group.stop === null ? [] : findings.map(({ id }) => [id, nameOf(group, language)] as const),
    ),
  )

function subtitleOf(
  { title, startsAt }: StatusSources['walk'],
  municipality: string,
  { dayOf }: StatusLanguage,
): string {
  return [title, startsAt === null ? municipality : dayOf(startsAt)].join(', ')
}

function entryWriter(
  { municipality, today, textLimit }: StatusSources,
  language: StatusLanguage,
  byId: ReadonlyMap<string, VisibleObservation>,
) {
  const { words, category } = language
  const names = new Map(municipality.parties.map(({ id, name }) => [id, name]))
  const whatOf = (one: VisibleObservation) =>
    one.number === null
      ? category(one.category)
      : words.numbered(category(one.category), one.number)
  const listed = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(', ')

  return (one: VisibleObservation, stops?: ReadonlyMap<string, string>): StatusEntry => {
    const parties = listed(one.partyIds)
    const main = mainOf(one, byId)
    const limit = textLimit === undefined ? {} : { textLimit }
    return {
      id: one.id,
      mark: markOf(one),
      what: whatOf(one),
      place: [stops?.get(one.id) ?? '', one.place].filter(Boolean).join(': '),
      state: stateOf(one, { parties, original: main === one ? '' : whatOf(main) }, language),
      lines: linesOf(one, { parties, today, ...limit }, language),
    }
  }
}

const marksOfProblems = ['done', 'promised', 'no', 'waiting'] as const satisfies StatusMark[]

function summaryOf(
  standing: readonly VisibleObservation[],
  { words: { summary } }: StatusLanguage,
): string[] {
  if (standing.length === 0) return [summary.none]
  const problems = standing.filter(({ category }) => !isPositiveCategory(category))
  const good = standing.length - problems.length
  const marks = problems.map(markOf)
  const counts = marksOfProblems.flatMap((mark) => {
    const count = marks.filter((one) => one === mark).length
    return count === 0 ? [] : summary[mark](count)
  })
  return [
    ...(problems.length > 0 ? [`${summary.found(problems.length)} ${counts.join(', ')}.`] : []),
    ...(good > 0 ? [summary.good(good)] : []),
  ]
}

function withheldWords(withheld: Withheld, { words }: StatusLanguage): string {
  if (withheld === 'none') return ''
  return withheld === 'few' ? words.withheld.few : words.withheld.many(withheld)
}
