import { audienceOf, type Comment, type Observation } from './observation.ts'
import type { Timestamp } from '../timestamps.ts'
import type { LastChange } from './undo/last-change.ts'
import type { PlaceName } from '../place-names/place-name.ts'
import {
  isAuthor,
  mayGather,
  mayReadInternal,
  maySee,
  type Audience,
} from '../access/permissions.ts'
import type { Actor } from '../access/roles.ts'
import { visibleSeenToo } from './seen/visible-seen-too.ts'

/**
 * An observation as one reader may see it (property O1): without the author's device, and for walkers without internal
 * comments, others' names (the leader sees them), others' ratings (domain.md §8.5.1: ratings are individual and anonymous) and suggestions.
 */
export interface VisibleObservation extends Omit<
  Observation,
  'authorClientId' | 'comments' | 'verifiedBy' | 'lastChange'
> {
  comments: readonly VisibleComment[]
  isOwn: boolean
  isRestricted: boolean
  /** When the reader made the last change, while it can be taken back. */
  undoableAt?: Timestamp
  /** What the map calls the place, where the desk asks; phones ask their own map. */
  mapName?: PlaceName
}

export interface VisibleComment extends Omit<Comment, 'authorClientId'> {
  /** Written on the reader's own phone. */
  isOwn?: true
}

export function visibleObservation(
  observation: Observation & Pick<VisibleObservation, 'mapName'>,
  actor: Actor,
): VisibleObservation | undefined {
  const audience = audienceOf(observation)
  if (observation.isWithdrawn && !mayReadInternal(actor)) return undefined
  if (!maySee(actor, audience)) return undefined
  const { authorClientId: _, verifiedBy: __, givenBack, lastChange, ...rest } = observation
  const isOwn = isAuthor(actor, audience)
  const comments = visibleComments(observation.comments, actor)
  const shown = {
    ...visibleGathering(rest, actor, audience),
    ...visibleSeenToo(rest, actor),
    ...(givenBack && mayReadInternal(actor) ? { givenBack } : {}),
    ...undoableBy(actor, lastChange),
    comments,
    isOwn,
    isRestricted: audience.isRestricted,
  }
  if (mayReadInternal(actor) || isOwn) return shown
  // As joining says: the leader and those who answer see the name.
  const authorName = mayGather(actor, audience) ? shown.authorName : null
  return { ...shown, authorName, feeling: null, suggestions: [], officialFields: [] }
}

const undoableBy = (actor: Actor, last: LastChange | undefined) =>
  actor.kind === 'account' && last?.accountId === actor.accountId ? { undoableAt: last.at } : {}

/** Former words are their author's alone; what a finding is not is of use to those who gather. */
function visibleGathering<Seen extends Pick<Observation, 'corrections' | 'apartFrom'>>(
  { apartFrom, corrections, ...rest }: Seen,
  actor: Actor,
  audience: Audience,
) {
  const seen = isAuthor(actor, audience)
    ? corrections
    : corrections?.map(({ before: _, ...correction }) => correction)
  return {
    ...rest,
    ...(seen ? { corrections: seen } : {}),
    ...(apartFrom && mayGather(actor, audience) ? { apartFrom } : {}),
  }
}

/** What officials said is signed for everybody; what a walker said is signed for officials and the walker. */
function visibleComments(comments: readonly Comment[], actor: Actor): VisibleComment[] {
  if (mayReadInternal(actor)) return comments.map(({ authorClientId: _, ...comment }) => comment)
  return comments
    .filter((comment) => comment.audience === 'public')
    .map(({ authorClientId, ...comment }) => {
      if (authorClientId === undefined) return comment
      return isAuthor(actor, { authorClientId })
        ? { ...comment, isOwn: true as const }
        : { ...comment, by: '' }
    })
}
