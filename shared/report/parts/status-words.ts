import { statusFamily } from '../../observation/observation-status.ts'
import type { ReportedFinding } from '../facts/report-facts.ts'
import type { ReportLanguage } from '../words/report-language.ts'

export const isSolved = ({ status }: ReportedFinding): boolean => statusFamily(status) === 'solved'
export const isDeclined = ({ status }: ReportedFinding): boolean => status === 'declined'

/** Waiting for money, or planned for a whole year, is later than anybody can wait for. */
export const isPostponed = ({ status, answer }: ReportedFinding): boolean =>
  answer?.awaits !== undefined || (status === 'planned' && answer?.plannedFor?.length === 4)

/** With its year, because a report is read years later. */
const shortDay = (day: string, formats: ReportLanguage['formats']): string =>
  formats.shortCalendarDay(day, '')

const dateOf = ({ status, answer }: ReportedFinding, { formats }: ReportLanguage): string => {
  if (answer?.on) return shortDay(answer.on, formats)
  const isPlan = status === 'planned' || answer?.awaits !== undefined
  return isPlan && answer?.plannedFor ? formats.month(answer.plannedFor) : ''
}

const awaitedOf = ({ status, answer }: ReportedFinding, { words }: ReportLanguage): string =>
  answer?.awaits !== undefined && status === 'accepted' ? words.awaits[answer.awaits] : ''

const seenOf = ({ seen }: ReportedFinding, { words, formats }: ReportLanguage): string =>
  seen ? words.checked.seen[seen.verdict](shortDay(seen.on, formats)) : ''

/** The status with its day or month, as in "Planlagt · marts 2027", and what its party waits for. */
export function statusOf(finding: ReportedFinding, language: ReportLanguage): string {
  const parts = [awaitedOf, dateOf, seenOf].map((part) => part(finding, language))
  return [language.words.status[finding.status], ...parts].filter(Boolean).join(' · ')
}

/** The reason and the words of an answer, and each date that moved; empty without any. */
export function answerOf(finding: ReportedFinding, language: ReportLanguage): string {
  const { answer } = finding
  const reason = answer?.reason ? language.words.reason[answer.reason] : ''
  const told = [reason, answer?.text, ...forwardedTo(finding, language)]
  return [...told, ...movesOf(finding, language)].filter(Boolean).join('. ')
}

function forwardedTo({ status, answer }: ReportedFinding, { words }: ReportLanguage): string[] {
  if (status !== 'forwarded' || !answer?.recipient) return []
  return [words.forwardedTo(answer.recipient, answer.reference ?? '')]
}

/** "Lovet 1. marts 2027, flyttet til 1. maj 2027 af Vej og Park: …". */
function movesOf(
  { movedDates = [], answer }: ReportedFinding,
  { words, formats }: ReportLanguage,
): string[] {
  return movedDates.map(({ of, from, to, by, reason: why }) => {
    const date = of === 'due' ? (day: string) => shortDay(day, formats) : formats.month
    // The last move is often the answer that stands, whose words are there already.
    const reason = why === answer?.text ? '' : why
    return words.moved({ from: date(from), to: to === null ? '' : date(to), by, reason })
  })
}

export const dueOf = ({ dueOn }: ReportedFinding, { words, formats }: ReportLanguage): string =>
  dueOn === null ? words.noDate : shortDay(dueOn, formats)
