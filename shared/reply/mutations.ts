import { isLinkedTo } from '../access/permissions.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { making } from '../sync/mutation-entry.ts'
import type { Effects } from '../sync/subject.ts'
import { problemWithReply } from './check-reply.ts'
import { replySchemas as schemas, type ReplyArgs } from './mutation-schemas.ts'
import { tidyReply, type WalkReply } from './reply.ts'

type GiveArgs = ReplyArgs<'reply.give@1'>

const authorise = ({ replyId }: GiveArgs, { actor }: WalkContext): Outcome<never> | undefined =>
  isLinkedTo('reply', 'give', { actor, subjectId: replyId }) ? undefined : refuse('not-allowed')

/** There is no event: who answers what is nobody's history. */
function give(args: GiveArgs, { walkId, phase, find, now }: WalkContext): Outcome<Effects> {
  if (args.walkId !== walkId) return refuse('wrong-space')
  if (phase === 'closed') return refuse('walk-closed')
  // Nobody comes to a walk that is open all year.
  if (find?.('walk', walkId)?.isStanding) return refuse('not-allowed')
  const problem = problemWithReply(args)
  if (problem) return problem
  const { replyId: id, linkHash } = args
  const body: WalkReply = { id, walkId, ...tidyReply(args), repliedAt: now, linkHash }
  return succeed([{ kind: 'reply', body, events: [] }])
}

export const replyMutations = [
  making({
    name: 'reply.give@1',
    subject: 'reply',
    space: 'walk',
    schema: schemas['reply.give@1'],
    target: ({ replyId }: GiveArgs) => replyId,
    alsoReads: ({ walkId }: GiveArgs) => [{ kind: 'walk', id: walkId }],
    authorise,
    apply: give,
  }),
] as const
