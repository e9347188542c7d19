import { isPositiveCategory } from '../observation/categories.ts'
import { statusFamily } from '../observation/observation-status.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import type { CalendarDay } from '../timestamps.ts'
import { answerLines, checkLines, commentLines } from './answer-lines.ts'
import { isAgreed } from './entry-state.ts'
import { quoted } from './quoted.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusLine } from './status-page.ts'

interface LineOptions {
  parties: string
  today: CalendarDay
  /** Longer texts are cut, and the page says so; absent: none is. */
  textLimit?: number
}

/** What is said of a finding below its state: where it lies, until when, why, and what was seen on site. */
export function linesOf(
  finding: VisibleObservation,
  options: LineOptions,
  language: StatusLanguage,
): StatusLine[] {
  const { textLimit: limit } = options
  return [
    ...quoted(finding.text, { limit }, language),
    ...partyLines(finding, options, language),
    ...dueLines(finding, options, language),
    ...answerLines(finding, limit, language),
    ...commentLines(finding, limit, language),
    ...checkLines(finding, limit, language),
    ...(finding.isRestricted ? [{ text: language.words.notForAll, isQuiet: true }] : []),
  ]
}

/** Named already in the state of what waits for a party or is accepted by it. */
function partyLines(
  { status, category }: VisibleObservation,
  { parties }: LineOptions,
  { words }: StatusLanguage,
): StatusLine[] {
  const isNamed = status === 'assigned' || status === 'accepted' || isPositiveCategory(category)
  return parties === '' || isNamed ? [] : [{ label: words.party, text: parties }]
}

/** Never empty for what is open with a party: without a date it says so. */
function dueLines(
  finding: VisibleObservation,
  { today }: LineOptions,
  { words: { due }, day }: StatusLanguage,
): StatusLine[] {
  const { status, dueOn, answer, category, partyIds } = finding
  if (statusFamily(status) !== 'open' || isPositiveCategory(category)) return []
  if (dueOn === null) {
    const isPlanned = status === 'planned' && answer?.plannedFor !== undefined
    return isPlanned || partyIds.length === 0 ? [] : [{ text: due.none, isQuiet: true }]
  }
  if (dueOn < today) return [{ text: due.over(day(dueOn)) }]
  return [{ text: isAgreed(finding) ? due.work(day(dueOn)) : due.answer(day(dueOn)) }]
}
