import { isPositiveCategory } from '../observation/categories.ts'
import { statusFamily, type ObservationStatus } from '../observation/observation-status.ts'
import { standingPlan } from '../observation/promises/moved-date.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusMark } from './status-page.ts'

type Finding = Pick<VisibleObservation, 'category' | 'status' | 'answer' | 'dueOn' | 'plannedFor'>

/** A party has said that it acts; a date before that is a date for its answer. */
const agreed: readonly ObservationStatus[] = ['accepted', 'planned', 'in-progress']
export const isAgreed = ({ status }: Pick<Finding, 'status'>): boolean => agreed.includes(status)

export function markOf(finding: Finding): StatusMark {
  const { category, status, dueOn } = finding
  if (isPositiveCategory(category)) return 'good'
  if (statusFamily(status) === 'solved') return 'done'
  if (status === 'declined') return 'no'
  const hasDate = dueOn !== null || standingPlan(finding) !== null
  return isAgreed({ status }) && hasDate ? 'promised' : 'waiting'
}

interface StateOptions {
  /** Names of the parties, joined; empty for none. */
  parties: string
  /** What a double belongs to; empty where the reader may not know it. */
  original: string
}

/** The state in plain words, with its day where it has one. */
export function stateOf(
  { category, status, answer }: Finding,
  { parties, original }: StateOptions,
  { words: { state }, formats, day }: StatusLanguage,
): string {
  if (isPositiveCategory(category)) return state.good
  const on = answer?.status === status && answer.on ? day(answer.on) : ''
  const dated = (text: string) => (on === '' ? text : state.on(text, on))
  switch (status) {
    case 'assigned':
    case 'accepted':
      if (answer?.status === status && answer.awaits) return state.awaits[answer.awaits](parties)
      return parties === '' ? state.bySomebody[status] : state[status](parties)
    case 'planned':
      return answer?.plannedFor
        ? state.plannedFor(formats.month(answer.plannedFor))
        : dated(state.planned)
    case 'forwarded':
      return answer?.recipient ? state.forwardedTo(answer.recipient) : state.forwarded
    case 'duplicate':
      return original ? state.duplicateOf(original) : state.duplicate
    default:
      return dated(state[status] ?? state.unknown)
  }
}
