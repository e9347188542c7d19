import type { VisibleObservation } from '../observation/visible-observation.ts'
import { quoted } from './quoted.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusLine } from './status-page.ts'

/** Each follow-up walk looks once, so there are rarely more. */
const mostChecks = 4

/** The answer of a party, or its question; what was seen on site has lines of its own. */
export function answerLines(
  { answer, status, isOwn, verifications = [] }: VisibleObservation,
  limit: number | undefined,
  language: StatusLanguage,
): StatusLine[] {
  const { words, dayOf } = language
  if (!answer || verifications.some(({ at }) => at === answer.at)) return []
  const isQuestion = answer.status === 'needs-info' && status === 'needs-info'
  const label = isQuestion ? words.question : words.answer(answer.by, dayOf(answer.at))
  const { reason, reference } = answer
  const isSilentNo = status === 'declined' && answer.text.trim() === ''
  return [
    ...(reason === undefined ? [] : [{ label: words.why, text: words.reason[reason] }]),
    ...quoted(answer.text, { limit: limit && limit * 2, label }, language),
    ...(isSilentNo ? [{ text: words.noText, isQuiet: true }] : []),
    ...(reference ? [{ label: words.reference, text: reference }] : []),
    ...(isQuestion && isOwn ? [{ text: words.answerInApp }] : []),
  ]
}

/** What those who answer wrote last beside their answer. */
export function commentLines(
  { comments }: VisibleObservation,
  limit: number | undefined,
  language: StatusLanguage,
): StatusLine[] {
  const last = comments.findLast(
    ({ byRole, about, isOwn }) => byRole === undefined && about === undefined && !isOwn,
  )
  if (!last) return []
  const label = language.words.comment(last.by, language.dayOf(last.at))
  return quoted(last.text, { limit, label }, language)
}

/** What follow-up walks have seen, the newest first. */
export function checkLines(
  { verifications = [] }: VisibleObservation,
  limit: number | undefined,
  language: StatusLanguage,
): StatusLine[] {
  const { words, day } = language
  const newest = verifications.toReversed()
  const shown = limit === undefined ? newest : newest.slice(0, mostChecks)
  return [
    ...shown.flatMap(({ verdict, remark, on }) => [
      { label: words.check.on(day(on)), text: words.check[verdict] },
      ...quoted(remark, { limit: limit && limit / 2 }, language),
    ]),
    ...(shown.length < newest.length ? [{ text: words.olderChecks, isQuiet: true }] : []),
  ]
}
