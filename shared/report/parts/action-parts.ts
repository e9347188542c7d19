import type { ReportedFinding } from '../facts/report-facts.ts'
import type { Block } from '../report-document.ts'
import { feedbackDates, reportedOn } from '../../walk/feedback/feedback-dates.ts'
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

/** When the people of the walk hear again (domain.md §3.3, phase 9): counted from the first report, also in later ones. */
export function followUpPart(context: PartContext): Block[] {
  const { facts, words, formats } = context
  const { madeAt, firstReportOn, municipality } = facts
  const first = firstReportOn ?? reportedOn(madeAt, municipality.timeZone)
  const rows = feedbackDates(first).map(({ months, dueOn }) => [
    words.months(months),
    formats.calendarDay(dueOn),
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
