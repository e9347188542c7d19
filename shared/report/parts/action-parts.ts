import type { ReportedFinding } from '../facts/report-facts.ts'
import type { Block } from '../report-document.ts'
import { calendarDayOf } from '../../timestamps.ts'
import {
  heading,
  isGood,
  listOf,
  numberOf,
  paragraph,
  table,
  type PartContext,
} from './part-context.ts'
import { followUpBlocks } from './follow-up-blocks.ts'
import { whatOf } from './finding-parts.ts'
import { dueOf, isDeclined, isSolved, statusOf } from './status-words.ts'

export const waitsForParty = (one: ReportedFinding): boolean =>
  !isGood(one) && !isSolved(one) && !isDeclined(one)

/** What is still to be done, by party; what no party has comes last. */
export function actionsPart(context: PartContext): Block[] {
  const { facts, words, formats } = context
  const open = facts.findings.filter(waitsForParty)
  if (open.length === 0) return [paragraph(words.actions.none)]
  const names = [...new Set(open.flatMap(({ parties }) => parties))].sort(formats.compare)
  const unassigned = open.filter(({ parties }) => parties.length === 0)
  return [
    ...names.flatMap((name) =>
      partyBlocks(
        name,
        open.filter(({ parties }) => parties.includes(name)),
        context,
      ),
    ),
    ...(unassigned.length > 0 ? partyBlocks(words.actions.unassigned, unassigned, context) : []),
  ]
}

const partyBlocks = (
  name: string,
  findings: readonly ReportedFinding[],
  context: PartContext,
): Block[] => [heading(name), partyTable(name, findings, context)]

export function partyTable(
  name: string,
  findings: readonly ReportedFinding[],
  context: PartContext,
): Block {
  const { columns, captions } = context.words
  const titles = [columns.number, columns.place, columns.what, columns.due, columns.status]
  const rows = findings.map((one) => [
    ...[numberOf(one, context), one.place, whatOf(one, context)],
    ...[dueOf(one, context), statusOf(one, context)],
  ])
  return table({ caption: captions.actions(name), columns: titles.map(titled) }, rows)
}

const titled = (title: string) => ({ title })

const followUpMonths = [1, 3, 6] as const

/** When the people of the walk hear again (domain.md §3.3, phase 9). */
export function followUpPart(context: PartContext): Block[] {
  const { facts, words, formats } = context
  const made = calendarDayOf(Date.parse(facts.madeAt), facts.municipality.timeZone)
  const rows = followUpMonths.map((months) => [
    words.months(months),
    formats.calendarDay(monthsAfter(made, months)),
  ])
  const columns = [words.columns.when, words.columns.date].map(titled)
  return [
    paragraph(words.followUp.dates),
    table({ caption: words.captions.dates, columns }, rows),
    ...(facts.followUp
      ? followUpBlocks(facts.followUp, context)
      : [paragraph(words.followUp.walk)]),
  ]
}

/** The same day of a later month, or its last day where that month is shorter. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const after = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay)))
  return after.toISOString().slice(0, 10)
}

export function effortsPart({ facts, words }: PartContext): Block[] {
  if (facts.efforts.length === 0) return [paragraph(words.efforts.none)]
  return listOf(
    facts.efforts.map(({ id, findings }) => {
      const name = words.effortNames[id] ?? id
      const count = typeof findings === 'number' ? words.efforts.count(findings) : words.efforts.few
      return `${name}: ${count}`
    }),
  )
}
