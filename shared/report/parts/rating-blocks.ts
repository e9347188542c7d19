import type { AreaSummary } from '../../rating/area-summary.ts'
import type { StopSummary } from '../../rating/rating-summary.ts'
import type { Block } from '../report-document.ts'
import { heading, paragraph, quiet, stopName, type PartContext } from './part-context.ts'

/** How each stop felt: five counts, never an average. */
export function stopBlocks(context: PartContext): Block[] {
  const { facts, words } = context
  if (facts.ratings.length === 0)
    return [heading(words.ratings.title), paragraph(words.ratings.noStops)]
  return [
    heading(words.ratings.title),
    quiet(words.ratings.scale),
    ...facts.ratings.map((one, index) => stopBlock(one, stopName(index + 1, context), context)),
  ]
}

function stopBlock(summary: StopSummary, title: string, { words }: PartContext): Block {
  const { ratings } = words
  if (summary.state !== 'shown') return quiet(ratings[summary.state](title))
  const bars = summary.feeling.map((count, index) => ({
    label: ratings.values[index] ?? '',
    count,
  }))
  return { kind: 'spread', title, bars, words: ratings.words(title, summary.feeling) }
}

/** How the whole area felt before and after. */
export function areaBlocks({ facts, words }: PartContext): Block[] {
  const asked = facts.area.filter(({ state }) => state !== 'none')
  if (asked.length === 0) return []
  return [quiet(words.area.scale), ...asked.map((one) => areaBlock(one, words))]
}

function areaBlock(summary: AreaSummary, { area, ratings }: PartContext['words']): Block {
  const title = area[summary.moment]
  if (summary.state !== 'shown') return quiet(ratings[summary.state](title))
  // The scale runs the other way, and bars stand from the worst to the best.
  const bars = summary.dark.map((count, index) => ({ label: String(index + 1), count })).reverse()
  return { kind: 'spread', title, bars, words: area.words(title, summary.dark) }
}
