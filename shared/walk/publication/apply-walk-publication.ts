import { isGranted } from '../../access/permissions.ts'
import type { WalkPublication } from '../../publication/publication.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { gatheringOf } from '../gathering/gathering.ts'
import type { Walk } from '../walk.ts'

export const authorise = (
  walk: Walk,
  _args: unknown,
  { actor }: WalkContext,
): Outcome<never> | undefined =>
  isGranted('walk', 'publish', actor) && !walk.isStanding ? undefined : refuse('not-allowed')

/** The plan of a closed walk is not edited any more, so that its words stay those that somebody has seen before publishing. */
export function publish(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (walk.publication?.state === 'published') return succeed([])
  if (walk.phase !== 'closed') return refuse('stale', { field: 'phase' })
  if (!gatheringOf(walk).approval) return refuse('stale', { field: 'approval' })
  return withState(walk, 'published', context)
}

export function unpublish(walk: Walk, _args: unknown, context: WalkContext): Outcome<Effects> {
  if (walk.publication?.state !== 'published') return succeed([])
  return withState(walk, 'withdrawn', context)
}

function withState(
  walk: Walk,
  state: WalkPublication['state'],
  { now: at }: WalkContext,
): Outcome<Effects> {
  const publication: WalkPublication = { state, at, since: walk.publication?.since ?? at }
  const kind = state === 'published' ? 'page-published' : 'page-withdrawn'
  return changed('walk', { ...walk, publication }, { kind, data: {} })
}
