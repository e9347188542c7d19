import { findCategory, severities } from '../../observation/categories.ts'
import type { ReportedFinding } from '../facts/report-facts.ts'
import type { Block } from '../report-document.ts'
import {
  heading,
  isGood,
  numberOf,
  paragraph,
  quoted,
  stopName,
  table,
  type PartContext,
} from './part-context.ts'
import { answerOf, dueOf, statusOf } from './status-words.ts'

/** A table for each stop that something was found at, with its photos below. */
export function findingsPart(context: PartContext): Block[] {
  const problems = context.facts.findings.filter((one) => !isGood(one))
  if (problems.length === 0) return [paragraph(context.words.noFindings)]
  const byStop = Map.groupBy(problems, ({ stop }) => stop)
  return [...byStop].flatMap(([stop, findings]) => [
    heading(stopName(stop, context)),
    stopTable(findings, stop, context),
    ...findings.flatMap((one) => photosOf(one, context)),
  ])
}

function stopTable(findings: readonly ReportedFinding[], stop: number, context: PartContext) {
  const { words } = context
  const { columns } = words
  const caption =
    stop === 0 ? words.captions.elsewhere : words.captions.findings(stopName(stop, context))
  const titles = [
    ...[{ title: columns.number }, { title: columns.place }, { title: columns.what }],
    ...[{ title: columns.severity }, { title: columns.party }, { title: columns.due }],
    ...[{ title: columns.status }, { title: columns.answer }],
  ]
  return table(
    { caption, columns: titles },
    findings.map((one) => rowOf(one, context)),
  )
}

const rowOf = (one: ReportedFinding, context: PartContext): string[] => [
  numberOf(one, context),
  one.place,
  whatOf(one, context),
  severityOf(one, context),
  one.parties.join(', ') || context.words.actions.unassigned,
  dueOf(one, context),
  statusOf(one, context),
  answerOf(one, context),
]

/** The topic, what people wrote, and which principles of safe places it touches (domain.md §3.2). */
export function whatOf(one: ReportedFinding, context: PartContext): string {
  const principles = findCategory(one.category)?.principles.join(' ') ?? ''
  const topic = context.category(one.category)
  return [principles ? `${topic} (${principles})` : topic, quoted(one.text, context)]
    .filter(Boolean)
    .join(': ')
}

function severityOf({ severity }: ReportedFinding, { words }: PartContext): string {
  const known = severities.find((one) => one === severity) ?? 1
  return `${severity} ${words.severity[known].label}`
}

export const photosOf = (one: ReportedFinding, context: PartContext): Block[] =>
  one.photos.map((image) => {
    const caption = context.words.photo(context.category(one.category), placeOf(one, context))
    return { kind: 'figure', image, alt: caption, caption }
  })

const placeOf = (one: ReportedFinding, context: PartContext): string =>
  one.place || stopName(one.stop, context)

/** Good places are first class, and what makes them good stands in people's own words. */
export function goodPlacesPart(context: PartContext): Block[] {
  const { facts, words } = context
  const good = facts.findings.filter(isGood)
  if (good.length === 0) return [paragraph(words.good.none)]
  const line = (one: ReportedFinding) =>
    [placeOf(one, context), quoted(one.text, context)].filter(Boolean).join(': ')
  return [
    paragraph(words.good.intro),
    { kind: 'list', items: good.map(line) },
    ...good.flatMap((one) => photosOf(one, context)),
  ]
}
