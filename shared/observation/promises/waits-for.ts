import type { Timestamp } from '../../timestamps.ts'
import { isPositiveCategory } from '../categories.ts'
import { statusFamily } from '../observation-status.ts'
import type { Comment, Observation } from '../observation.ts'
import { standingPlan } from './moved-date.ts'

/**
 * What a finding waits for. `owner`: that somebody gets it; `decision`: the coordinator, after it was reopened; `author`: an answer to a
 * question; `answer`: the first answer of its parties; `work`: that its parties do it, in the planned month where there is one; `budget`: money;
 * `recipient`: whoever it was forwarded to.
 */
export const waitKinds = [
  'owner',
  'decision',
  'author',
  'answer',
  'work',
  'budget',
  'recipient',
] as const
type WaitKind = (typeof waitKinds)[number]

export interface Wait {
  for: WaitKind
  /** Who has the finding; empty where nobody has. */
  partyIds: readonly string[]
  /** Who it was forwarded to. */
  recipient?: string
  /** Month `2027-03` or year `2027` of the plan, or of the money. */
  plannedFor?: string
  /** Null where nothing tells: it was assigned before this was kept. */
  since: Timestamp | null
}

/** What is looked at; what readers see of a finding has it too. */
export type Waiting = Pick<
  Observation,
  | 'category'
  | 'status'
  | 'partyIds'
  | 'answer'
  | 'heldSince'
  | 'plannedFor'
  | 'receivedAt'
  | 'isWithdrawn'
> & { comments: readonly Pick<Comment, 'about' | 'at'>[] }

/**
 * Returns what a finding waits for and since when; null where it waits for nothing: it is solved, closed, withdrawn or a good place. The one
 * rule for desk, phone, pages and mails. Moments are the server's, and compare as text.
 */
export function waitsFor(finding: Waiting): Wait | null {
  const { category, status, isWithdrawn } = finding
  if (isWithdrawn || isPositiveCategory(category) || statusFamily(status) !== 'open') return null
  if (status === 'needs-info')
    return { ...held(finding), for: 'author', since: answeredAt(finding) }
  if (status === 'reopened')
    return { ...held(finding), for: 'decision', since: reopenedAt(finding) }
  if (status === 'forwarded') return forwarded(finding)
  if (finding.partyIds.length === 0) {
    return { ...held(finding), for: 'owner', since: finding.receivedAt }
  }
  return heldBy(finding)
}

const held = ({ partyIds }: Waiting) => ({ partyIds })

/** When the answer that stands was given; null where the status has moved on since. */
const answeredAt = ({ answer, status }: Waiting): Timestamp | null =>
  answer?.status === status ? answer.at : null

const latest = (...moments: (Timestamp | null | undefined)[]): Timestamp | null =>
  moments.reduce<Timestamp | null>((last, one) => (one && one > (last ?? '') ? one : last), null)

/** By an answer of the coordinator, by words of somebody who walked, or by what was seen on site, which is kept as an answer. */
const reopenedAt = (finding: Waiting): Timestamp | null =>
  latest(answeredAt(finding), finding.comments.findLast(({ about }) => about === 'not-solved')?.at)

function forwarded(finding: Waiting): Wait {
  const recipient = finding.answer?.recipient
  return {
    ...held(finding),
    for: 'recipient',
    ...(recipient === undefined ? {} : { recipient }),
    since: answeredAt(finding),
  }
}

/** Its parties have it: the wait begins anew when others get it, and when they say something new. */
function heldBy(finding: Waiting): Wait {
  const { status, answer, heldSince } = finding
  const since = latest(answeredAt(finding), heldSince)
  const isNew = status === 'assigned' || status === 'received' || status === 'reviewed'
  if (isNew) return { ...held(finding), for: 'answer', since }
  const isBudget = answer?.status === status && answer.awaits === 'budget'
  const plannedFor = standingPlan(finding)
  return {
    ...held(finding),
    for: isBudget ? 'budget' : 'work',
    ...(plannedFor === null ? {} : { plannedFor }),
    since,
  }
}
