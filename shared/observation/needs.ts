import { isPositiveCategory } from './categories.ts'
import { unansweredWords } from './last-event.ts'
import { statusFamily } from './observation-status.ts'
import type { VisibleObservation } from './visible-observation.ts'

/**
 * What a finding needs beyond its deadline. `owner`: that somebody gets it; `reply`: an answer to what somebody who walked has said;
 * `sent-back`: a decision, because it was given back twice or more; `moved-twice`: the same, because its date was moved twice or more.
 */
export const needKinds = ['owner', 'reply', 'sent-back', 'moved-twice'] as const
export type NeedKind = (typeof needKinds)[number]

/** So often, and somebody has to look at why. */
const often = 2

type Finding = Pick<
  VisibleObservation,
  'category' | 'status' | 'partyIds' | 'answer' | 'comments' | 'givenBack' | 'movedDates'
>

/** Returns whether a finding needs one of these. The column `needs` of the store holds all but `owner` (0071-needs.sql). */
export function hasNeed(finding: Finding, kind: NeedKind): boolean {
  if (kind === 'reply') return unansweredWords(finding) !== undefined
  if (statusFamily(finding.status) !== 'open') return false
  if (kind === 'owner') return isOwnerless(finding)
  const times = kind === 'sent-back' ? finding.givenBack : finding.movedDates
  return (times?.length ?? 0) >= often
}

/** A good place needs nobody. */
const isOwnerless = ({ category, partyIds }: Finding): boolean =>
  partyIds.length === 0 && !isPositiveCategory(category)
