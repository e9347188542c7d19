import { statusFamily } from '../../observation/observation-status.ts'
import type { ReportedFinding } from '../facts/report-facts.ts'
import type { ReportLanguage } from '../words/report-language.ts'

export const isSolved = ({ status }: ReportedFinding): boolean => statusFamily(status) === 'solved'
export const isDeclined = ({ status }: ReportedFinding): boolean => status === 'declined'

/** Planned for a whole year is later than anybody can wait for. */
export const isPostponed = ({ status, answer }: ReportedFinding): boolean =>
  status === 'planned' && answer?.plannedFor?.length === 4

/** With its year, because a report is read years later. */
const shortDay = (day: string, formats: ReportLanguage['formats']): string =>
  formats.shortCalendarDay(day, '')

const dateOf = ({ status, answer }: ReportedFinding, { formats }: ReportLanguage): string => {
  if (answer?.on) return shortDay(answer.on, formats)
  return status === 'planned' && answer?.plannedFor ? formats.month(answer.plannedFor) : ''
}

const seenOf = ({ seen }: ReportedFinding, { words, formats }: ReportLanguage): string =>
  seen ? words.checked.seen[seen.verdict](shortDay(seen.on, formats)) : ''

/** The status with its day or month, as in "Planlagt · marts 2027". */
export function statusOf(finding: ReportedFinding, language: ReportLanguage): string {
  const { status } = language.words
  return [status[finding.status], dateOf(finding, language), seenOf(finding, language)]
    .filter(Boolean)
    .join(' · ')
}

/** The reason and the words of an answer; empty without either. */
export function answerOf({ answer }: ReportedFinding, { words }: ReportLanguage): string {
  if (!answer) return ''
  const reason = answer.reason === null ? '' : words.reason[answer.reason]
  return [reason, answer.text].filter(Boolean).join('. ')
}

export const dueOf = ({ dueOn }: ReportedFinding, { words, formats }: ReportLanguage): string =>
  dueOn === null ? words.noDate : shortDay(dueOn, formats)
