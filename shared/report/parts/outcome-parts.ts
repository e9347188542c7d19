import type { ReportedFinding } from '../facts/report-facts.ts'
import type { Block } from '../report-document.ts'
import {
  isGood,
  listOf,
  nameOf,
  numberOf,
  paragraph,
  table,
  type PartContext,
} from './part-context.ts'
import { answerOf, isDeclined, isPostponed, isSolved, statusOf } from './status-words.ts'

const withoutGood = ({ facts }: PartContext) => facts.findings.filter((one) => !isGood(one))

export function solvedPart(context: PartContext): Block[] {
  const { words } = context
  const { columns } = words
  const solved = withoutGood(context).filter(isSolved)
  if (solved.length === 0) return [paragraph(words.solved.none)]
  const titles = [columns.number, columns.place, columns.status, columns.answer]
  const rows = solved.map((one) => [
    ...[numberOf(one, context), one.place, statusOf(one, context), answerOf(one, context)],
  ])
  return [table({ caption: words.captions.solved, columns: titled(titles) }, rows)]
}

const titled = (titles: readonly string[]) => titles.map((title) => ({ title }))

/** The one sentence about findings that not everybody may see: no stop, no party, no words. */
export function restrictedWords({ facts, words }: PartContext): string {
  const { restricted } = facts
  return typeof restricted === 'number'
    ? words.restricted.many(restricted)
    : words.restricted[restricted]
}

export function elsewherePart(context: PartContext): Block[] {
  const { words } = context
  const forwarded = withoutGood(context).filter(({ status }) => status === 'forwarded')
  const line = (one: ReportedFinding) =>
    words.elsewhere.forwarded(
      nameOf(context, one),
      one.answer?.recipient || words.elsewhere.unknown,
      one.answer?.reference ?? '',
    )
  return [paragraph(restrictedWords(context)), ...listOf(forwarded.map(line))]
}

export function refusedPart(context: PartContext): Block[] {
  const { words, formats } = context
  const { columns } = words
  const refused = withoutGood(context).filter((one) => isDeclined(one) || isPostponed(one))
  if (refused.length === 0) return [paragraph(words.refused.none)]
  const outcomeOf = (one: ReportedFinding) =>
    one.status === 'planned' && isPostponed(one)
      ? words.refused.later(formats.month(one.answer?.plannedFor ?? ''))
      : statusOf(one, context)
  const titles = [columns.number, columns.place, columns.status, columns.reason]
  const rows = refused.map((one) => [
    ...[numberOf(one, context), one.place, outcomeOf(one), answerOf(one, context)],
  ])
  return [table({ caption: words.captions.refused, columns: titled(titles) }, rows)]
}
