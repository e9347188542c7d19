import type { Walk } from '../../../../shared/walk/walk.ts'
import { walkEndMs, walkMoment } from '../../../../shared/walk/walk-time.ts'

/** What a walk wants of this phone's person. */
export interface WalkWaits {
  /** Not sent yet. */
  unsent: number
  /** Not accepted, to be mended. */
  refused: number
  /** Own findings that somebody has asked about. */
  questions: number
  /** Own findings with an answer. */
  answered: number
  /** Findings of which officials have said something since this person last opened them. */
  news: number
  /** Answers about the area that are wanted now and were not given. */
  asked: 'before' | 'after' | null
  /** For its leader: it is over, and its list is not approved. */
  isToGather: boolean
}

export type WalkState = 'planned' | 'open' | 'running' | 'ended' | 'approved'

/** Where a walk stands. That its list is approved only those know who gather it. */
export function walkStateOf(walk: Walk, nowMs: number): WalkState {
  if (walk.gathering?.approval) return 'approved'
  const moment = walkMoment(walk, nowMs)
  if (moment === 'ended') return 'ended'
  if (moment === 'running') return 'running'
  return walk.phase === 'planned' ? 'planned' : 'open'
}

/** Whether so long has passed since the walk that its municipality has deleted what leads to people. */
export function isPastRetention(walk: Walk, months: number, nowMs: number): boolean {
  const endMs = walk.closedAt === undefined ? walkEndMs(walk) : Date.parse(walk.closedAt)
  if (endMs === null) return false
  const end = new Date(endMs)
  end.setUTCMonth(end.getUTCMonth() + months)
  return nowMs > end.getTime()
}
