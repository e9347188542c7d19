import { isPositiveCategory } from '../observation/categories.ts'
import { statusFamily, type ObservationStatus } from '../observation/observation-status.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusMark } from './status-page.ts'

type Finding = Pick<VisibleObservation, 'category' | 'status' | 'answer' | 'dueOn'>

/** A party has said that it acts; a date before that is a date for its answer. */
const agreed: readonly ObservationStatus[] = ['accepted', 'planned', 'in-progress']
export const isAgreed = ({ status }: Pick<Finding, 'status'>): boolean => agreed.includes(status)

export function markOf({ category, status, answer, dueOn }: Finding): StatusMark {
  if (isPositiveCategory(category)) return 'good'
  if (statusFamily(status) === 'solved') return 'done'
  if (status === 'declined') return 'no'
  const hasDate = dueOn !== null || answer?.plannedFor !== undefined
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
