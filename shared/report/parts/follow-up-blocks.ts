import type { StopComparison } from '../../rating/compare-stops.ts'
import type { RatingSpread } from '../../rating/rating-summary.ts'
import type { FollowUpFacts } from '../facts/follow-up-facts.ts'
import type { Block } from '../report-document.ts'
import { heading, listOf, paragraph, quiet, type PartContext } from './part-context.ts'

/** What the follow-up walk saw, and each stop before and after: both spreads in the same light, or why they cannot be compared. */
export function followUpBlocks(followUp: FollowUpFacts, context: PartContext): Block[] {
  const { words, formats } = context
  const { startsAt, verdicts } = followUp
  return [
    heading(words.checked.title(startsAt === null ? '' : formats.date(startsAt))),
    ...listOf(verdicts.map(({ verdict, count }) => words.checked.counts[verdict](count))),
    heading(words.checked.compare),
    quiet(words.checked.hint),
    ...followUp.comparisons.flatMap((one, index) =>
      stopBlocks(one, words.stop(index + 1, followUp.stops[index]?.name ?? ''), context),
    ),
  ]
}

function stopBlocks(one: StopComparison, title: string, { words }: PartContext): Block[] {
  const { checked } = words
  if (one.state === 'other-light')
    return [
      paragraph(checked.otherLight(title, checked.lights[one.before], checked.lights[one.after])),
    ]
  if (one.state !== 'shown') return [paragraph(checked[one.state](title))]
  const light = checked.lights[one.light]
  return [
    spreadOf(one.before, checked.before(title, light), words),
    spreadOf(one.after, checked.after(title, light), words),
  ]
}

const spreadOf = (
  { feeling }: RatingSpread,
  title: string,
  { ratings }: PartContext['words'],
): Block => ({
  kind: 'spread',
  title,
  bars: feeling.map((count, index) => ({ label: ratings.values[index] ?? '', count })),
  words: ratings.words(title, feeling),
})
