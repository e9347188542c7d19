import { isGranted } from '../../access/permissions.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { making } from '../../sync/mutation-entry.ts'
import type { Effects } from '../../sync/subject.ts'
import { voteSchemas as schemas, type VoteArgs } from './mutation-schemas.ts'
import { isVoteOpen } from './vote.ts'

const authorise = (_args: unknown, { actor }: WalkContext): Outcome<never> | undefined =>
  isGranted('walk-vote', 'vote', actor) ? undefined : refuse('not-allowed')

/**
 * What arrives after the end is refused, also when the phone claims an earlier time: the leader has read the result (sync.md §0.10). There is
 * no event, because history names its actor.
 */
function vote({ voteId: id, walkId, findings }: VoteArgs, context: WalkContext): Outcome<Effects> {
  const { actor, find } = context
  if (walkId !== context.walkId) return refuse('wrong-space')
  if (actor.kind !== 'device') return refuse('not-allowed')
  if (!isVoteOpen(find?.('walk', walkId) ?? {})) return refuse('vote-closed')
  const body = { id, walkId, voter: actor.clientId, findings }
  return succeed([{ kind: 'walk-vote', body, events: [] }])
}

export const voteMutations = [
  making({
    name: 'walk-vote.set@1',
    subject: 'walk-vote',
    space: 'walk',
    schema: schemas['walk-vote.set@1'],
    target: ({ voteId }: VoteArgs) => voteId,
    alsoReads: ({ walkId }: VoteArgs) => [{ kind: 'walk', id: walkId }],
    authorise,
    apply: vote,
  }),
] as const
