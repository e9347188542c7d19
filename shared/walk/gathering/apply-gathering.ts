import { isGranted } from '../../access/permissions.ts'
import { roleOf } from '../../access/roles.ts'
import { limits } from '../../limits.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { pressedAt } from '../pressed-at.ts'
import type { WalkArgs } from '../mutation-schemas.ts'
import { isVoteOpen } from '../vote/vote.ts'
import type { Walk } from '../walk.ts'
import { gatheringOf } from './gathering.ts'

export const authorise = (
  walk: Walk,
  _args: unknown,
  { actor }: WalkContext,
): Outcome<never> | undefined =>
  isGranted('walk', 'gather', actor) && !walk.isStanding ? undefined : refuse('not-allowed')

/** A place and not the whole order, so that two people who choose at once lose nothing. A full list pushes nobody out. */
export function setTop(
  walk: Walk,
  { findingId, rank }: WalkArgs<'walk.set-top@1'>,
  { walkId, find }: WalkContext,
): Outcome<Effects> {
  const gathering = gatheringOf(walk)
  const top = gathering.top.filter((id) => id !== findingId)
  if (rank !== null) {
    if (find && find('observation', findingId)?.walkId !== walkId)
      return refuse('observation-missing')
    if (top.length >= limits.topFindings) return refuse('stale', { field: 'top' })
    top.splice(rank - 1, 0, findingId)
  }
  if (top.join() === gathering.top.join()) return succeed([])
  const after: Walk = { ...walk, gathering: { ...gathering, top } }
  return changed('walk', after, { kind: 'walk-edited', data: { fields: ['top'] } })
}

/** One press takes the result of a vote. What somebody else has chosen meanwhile is not thrown away unseen. */
export function replaceTop(
  walk: Walk,
  { base, top }: WalkArgs<'walk.replace-top@1'>,
  { walkId, find }: WalkContext,
): Outcome<Effects> {
  const gathering = gatheringOf(walk)
  if (top.join() === gathering.top.join()) return succeed([])
  if (base.join() !== gathering.top.join()) return refuse('stale', { field: 'top' })
  if (find && top.some((id) => find('observation', id)?.walkId !== walkId))
    return refuse('observation-missing')
  const after: Walk = { ...walk, gathering: { ...gathering, top } }
  return changed('walk', after, { kind: 'walk-edited', data: { fields: ['top'] } })
}

export function openVote(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (isVoteOpen(walk)) return succeed([])
  const vote = { openedAt: pressedAt(context), closedAt: null }
  return changed('walk', { ...walk, vote }, { kind: 'vote-opened', data: {} })
}

export function closeVote(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (!isVoteOpen(walk)) return succeed([])
  return changed('walk', withVoteClosed(walk, context), { kind: 'vote-closed', data: {} })
}

const withVoteClosed = (walk: Walk, context: WalkContext): Walk =>
  walk.vote && isVoteOpen(walk)
    ? { ...walk, vote: { ...walk.vote, closedAt: pressedAt(context) } }
    : walk

/** The first approval stands: what a second one saw otherwise is shown as changed since. It ends a vote. */
export function approveList(
  walk: Walk,
  { findings }: WalkArgs<'walk.approve-list@1'>,
  context: WalkContext,
): Outcome<Effects> {
  const gathering = gatheringOf(walk)
  if (gathering.approval) return succeed([])
  const approval = {
    at: pressedAt(context),
    byRole: roleOf(context.actor),
    top: gathering.top,
    findings: [...new Map(findings.map((one) => [one.id, one])).values()],
  }
  const after: Walk = {
    ...withVoteClosed(walk, context),
    gathering: { ...gathering, approval },
  }
  const data = { findings: approval.findings.length }
  return changed('walk', after, { kind: 'list-approved', data })
}

export function reopenList(walk: Walk, _args: unknown, _context: WalkContext): Outcome<Effects> {
  const gathering = gatheringOf(walk)
  if (!gathering.approval) return succeed([])
  const after: Walk = { ...walk, gathering: { ...gathering, approval: null } }
  return changed('walk', after, { kind: 'list-reopened', data: {} })
}
