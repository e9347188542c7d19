import type { Timestamp } from '../timestamps.ts'
import type { VisibleComment, VisibleObservation } from './visible-observation.ts'

/** What has happened to a finding, as far as its row tells. */
type LastEventKind = 'received' | 'assigned' | 'answered' | 'commented'

export interface LastEvent {
  kind: LastEventKind
  at: Timestamp
}

type Seen = Pick<
  VisibleObservation,
  'capturedAt' | 'receivedAt' | 'heldSince' | 'answer' | 'comments'
>

/**
 * Returns what has last happened to a finding. Of things at the same moment the one that says more counts: an answer assigns nothing anew.
 * Moments of the server compare as text.
 */
export function lastEvent({
  capturedAt,
  receivedAt,
  heldSince,
  answer,
  comments,
}: Seen): LastEvent {
  const all: { kind: LastEventKind; at: Timestamp | undefined }[] = [
    { kind: 'assigned', at: heldSince },
    { kind: 'answered', at: answer?.at },
    { kind: 'commented', at: comments.at(-1)?.at },
  ]
  return all.reduce<LastEvent>(
    (last, { kind, at }) => (at !== undefined && at >= last.at ? { kind, at } : last),
    { kind: 'received', at: receivedAt ?? capturedAt },
  )
}

/**
 * Returns the last public words of somebody who walked, while no official has said anything since: neither an answer nor words that the
 * walkers can read.
 */
export function unansweredWords({
  answer,
  comments,
}: Pick<VisibleObservation, 'answer' | 'comments'>): VisibleComment | undefined {
  const last = comments.findLast(({ audience }) => audience === 'public')
  if (last?.byRole === undefined) return undefined
  return answer && answer.byRole === undefined && answer.at > last.at ? undefined : last
}
