import type { VisibleComment, VisibleObservation } from '../visible-observation.ts'

/**
 * Returns what somebody who walked has last said of the responsible party's answer, while nobody has acted on it: the reason why it is
 * not solved until the finding leaves `reopened`, the answer to a question until there is another answer. Moments of the server compare
 * as text.
 */
export function unheededFeedback({
  status,
  answer,
  comments,
}: Pick<VisibleObservation, 'status' | 'answer' | 'comments'>): VisibleComment | undefined {
  const last = comments.findLast(({ about }) => about !== undefined)
  if (!last) return undefined
  if (last.about === 'not-solved') return status === 'reopened' ? last : undefined
  const isStanding = answer?.status === 'needs-info' && status !== 'needs-info'
  return isStanding && last.at >= answer.at ? last : undefined
}
