import { isPositiveCategory } from '../observation/categories.ts'
import { statusFamily } from '../observation/observation-status.ts'
import { standingPlan } from '../observation/promises/moved-date.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import type { CalendarDay } from '../timestamps.ts'
import { answerLines, checkLines, commentLines } from './answer-lines.ts'
import { isAgreed } from './entry-state.ts'
import { movedLines } from './moved-lines.ts'
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

/** Never empty for what is open with a party: without a date it says so. What was promised before stands below. */
function dueLines(
  finding: VisibleObservation,
  options: LineOptions,
  language: StatusLanguage,
): StatusLine[] {
  const { status, category } = finding
  const isAwaited = statusFamily(status) === 'open' && !isPositiveCategory(category)
  return [
    ...(isAwaited ? standingLines(finding, options, language) : []),
    ...movedLines(finding, options.textLimit, language),
  ]
}

/** The dates that stand now; the month of a plan is named already in the state of what is planned. */
function standingLines(
  finding: VisibleObservation,
  { today }: LineOptions,
  { words: { due }, formats, day }: StatusLanguage,
): StatusLine[] {
  const { status, dueOn, answer, partyIds } = finding
  const plan = standingPlan(finding)
  const isNamed = status === 'planned' && answer?.plannedFor !== undefined
  const planned = plan === null || isNamed ? [] : [{ text: due.plan(formats.month(plan)) }]
  if (dueOn === null) {
    const hasWords = plan !== null || partyIds.length === 0
    return hasWords ? planned : [{ text: due.none, isQuiet: true }]
  }
  if (dueOn < today) return [...planned, { text: due.over(day(dueOn)) }]
  const until = isAgreed(finding) ? due.work(day(dueOn)) : due.answer(day(dueOn))
  return [...planned, { text: until }]
}
