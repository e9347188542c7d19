import type { AnswerMoment } from '../../../../shared/rating/rating.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import { walkMoment } from '../../../../shared/walk/walk-time.ts'
import type { AreaAnswers, OwnAnswer } from '../../../local/answers/answer-storage.ts'
import { isOver } from '../stops/stop-states.ts'

interface AskedOptions {
  walk: Walk
  own: readonly OwnAnswer[]
  /** The leader of this phone has ended the walk. */
  isClosedHere: boolean
  /** Unix milliseconds. */
  now: number
}

/**
 * Which answers about the area are wanted now. Before the walk means before the first stop: most people join at the meeting point, when the
 * time of the start has come. In between nobody is asked, and a walk that is open all year has no before and after.
 */
export function askedMoment({ walk, own, isClosedHere, now }: AskedOptions): AnswerMoment | null {
  if (walkMoment(walk, now) === 'always' && walk.phase !== 'closed') return null
  if (isClosedHere || isOver(walk, now)) return 'after'
  const hasBegun = own.some(({ kind, delivery }) => kind === 'stop' && delivery !== 'refused')
  return hasBegun ? null : 'before'
}

/** What this phone's person has answered at a moment; a refused answer is none. */
export const areaAnswer = (
  own: readonly OwnAnswer[],
  moment: AnswerMoment,
): AreaAnswers | undefined =>
  own.find(
    (one): one is Extract<OwnAnswer, { kind: 'area' }> =>
      one.kind === 'area' && one.moment === moment && one.delivery !== 'refused',
  )?.answers
