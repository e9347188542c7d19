import { isPositiveCategory } from '../../observation/categories.ts'
import { statusFamily } from '../../observation/observation-status.ts'
import type { PublicFinding } from '../public-walk.ts'
import type { PublicLanguage } from './public-language.ts'

export const isGood = ({ category }: PublicFinding): boolean => isPositiveCategory(category)
export const isSolved = (one: PublicFinding): boolean =>
  !isGood(one) && statusFamily(one.status) === 'solved'

/** Planned for a whole year is later than anybody can wait for. */
const isPostponed = ({ status, plannedFor }: PublicFinding): boolean =>
  status === 'planned' && plannedFor?.length === 4
export const isRefused = (one: PublicFinding): boolean =>
  !isGood(one) && (one.status === 'declined' || isPostponed(one))

/** `Lampe slukket, nr. 7` */
export function nameOf({ category, number }: PublicFinding, own: PublicLanguage): string {
  return [own.category(category), own.words.number(number)].filter(Boolean).join(' · ')
}

/** The status with its day or month. */
export function statusOf(
  { status, on, plannedFor }: PublicFinding,
  { words, formats }: PublicLanguage,
): string {
  const date = status === 'planned' && plannedFor ? formats.month(plannedFor) : ''
  const day = on ? formats.shortCalendarDay(on, '') : date
  return [words.status[status], day].filter(Boolean).join(' · ')
}

/** Why the answer was no: the reason in fixed words, and the party's own where they are public. */
export function whyOf(one: PublicFinding, { words, formats }: PublicLanguage): string {
  const reason = one.reason ? words.reason[one.reason] : ''
  const later = isPostponed(one) ? words.later(formats.month(one.plannedFor ?? '')) : ''
  return [later, reason, one.answer?.text].filter(Boolean).join('. ') || words.noReason
}
