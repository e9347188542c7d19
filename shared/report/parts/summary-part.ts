import { changesSince } from '../changes-since.ts'
import type { Block } from '../report-document.ts'
import { heading, isGood, listOf, nameOf, paragraph, type PartContext } from './part-context.ts'
import { areaBlocks, stopBlocks } from './rating-blocks.ts'
import { isDeclined, isSolved } from './status-words.ts'
import { restrictedWords } from './outcome-parts.ts'

/** Everything in a few sentences, then what changed, what matters most, and how it felt. */
export function summaryPart(context: PartContext): Block[] {
  return [
    paragraph(counts(context)),
    paragraph(restrictedWords(context)),
    ...sinceBlocks(context),
    ...topBlocks(context),
    ...stopBlocks(context),
    ...areaBlocks(context),
  ]
}

function counts({ facts: { findings, walk }, words: { summary } }: PartContext): string {
  const problems = findings.filter((one) => !isGood(one))
  const without = problems.filter((one) => !isSolved(one) && one.parties.length === 0)
  return [
    summary.findings(findings.length, walk.stops.length),
    summary.good(findings.length - problems.length),
    summary.solved(problems.filter(isSolved).length),
    summary.declined(problems.filter(isDeclined).length),
    summary.waiting(without.filter((one) => !isDeclined(one)).length),
    summary.acute(problems.filter(({ severity }) => severity === 4).length),
  ]
    .filter(Boolean)
    .join(' ')
}

function sinceBlocks(context: PartContext): Block[] {
  const { previous, version, words } = context
  if (!previous) return []
  const changes = changesSince(context, previous)
  return [
    heading(words.summary.since(version - 1)),
    ...(changes.length > 0 ? listOf(changes) : [paragraph(words.summary.unchanged)]),
  ]
}

function topBlocks(context: PartContext): Block[] {
  const { facts, words, category } = context
  const byId = new Map(facts.findings.map((one) => [one.id, one]))
  const top = facts.top.flatMap((id) => byId.get(id) ?? [])
  if (top.length === 0) return [paragraph(words.summary.noTop)]
  const line = (one: (typeof top)[number]) => `${nameOf(context, one)}: ${category(one.category)}`
  return [heading(words.summary.top), ...listOf(top.map(line))]
}
