import { isPositiveCategory } from '../categories.ts'
import { statusFamily } from '../observation-status.ts'
import type { Observation } from '../observation.ts'
import { standingPlan } from './moved-date.ts'

/** What people who walked could not be told yet, as counts of findings. */
export interface MissingAnswers {
  withoutOwner: number
  withoutAnswer: number
  withoutDate: number
}

export type Answerable = Pick<
  Observation,
  'category' | 'status' | 'partyIds' | 'dueOn' | 'answer' | 'plannedFor' | 'isWithdrawn'
>

/**
 * Returns what is missing before a walk's people can hear what came of its findings. Only what is open and could be done counts; a question
 * to the author is no answer to the people. A finding may count in all three.
 */
export function missingAnswers(findings: readonly Answerable[]): MissingAnswers {
  const open = findings.filter(isOpen)
  return {
    withoutOwner: open.filter(({ partyIds }) => partyIds.length === 0).length,
    withoutAnswer: open.filter((one) => !isAnswered(one)).length,
    withoutDate: open.filter((one) => one.dueOn === null && standingPlan(one) === null).length,
  }
}

export const isNothingMissing = (missing: MissingAnswers): boolean =>
  missing.withoutOwner + missing.withoutAnswer + missing.withoutDate === 0

const isOpen = ({ category, status, isWithdrawn }: Answerable): boolean =>
  !isWithdrawn && !isPositiveCategory(category) && statusFamily(status) === 'open'

const answers = ['accepted', 'planned', 'in-progress', 'forwarded']

const isAnswered = ({ status, answer }: Answerable): boolean =>
  answers.includes(status) && answer !== null
