import { mayComment, mayReadInternal } from '../access/permissions.ts'
import type { WalkRole } from '../access/roles.ts'
import { refuse, type Outcome } from '../problem.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import { checkText } from './check-text.ts'
import type { ObservationArgs } from './mutation-schemas.ts'
import { audienceOf, flagIfWithdrawn, type Observation } from './observation.ts'

type CommentArgs = ObservationArgs<'observation.comment@1'>

export function authoriseComment(
  current: Observation,
  { audience: readers }: CommentArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  const mayWrite = readers === 'public' || mayReadInternal(actor)
  return mayWrite && mayComment(actor, audience) ? undefined : refuse('not-allowed')
}

export function comment(
  current: Observation,
  args: CommentArgs,
  context: WalkContext,
): Outcome<Effects> {
  const text = checkText(args.text)
  if (!text.ok) return text
  if (text.value.trim() === '') return refuse('needs-text')
  // The same comment under a second mutation id, e.g. sent again by hand: one is enough.
  if (current.comments.some(({ id }) => id === args.commentId)) return refuse('stale')
  const observation: Observation = {
    ...current,
    comments: [
      ...current.comments,
      {
        id: args.commentId,
        audience: args.audience,
        text: text.value,
        by: context.actorName,
        at: context.now,
        ...(context.actor.kind === 'device'
          ? { byRole: context.actor.role as WalkRole, authorClientId: context.actor.clientId }
          : {}),
      },
    ],
    updatedAt: context.receivedAt,
  }
  const data = {
    commentId: args.commentId,
    audience: args.audience,
    ...flagIfWithdrawn(current),
  }
  return changed('observation', observation, { kind: 'commented', data })
}
