import { audienceOf, type Observation } from './observation.ts'
import { mayReadInternal, maySee, type Actor } from './roles.ts'

/**
 * An observation as one reader may see it (property O1): without the author's device, and for walkers without internal
 * comments, others' names, others' ratings (domain.md §8.5.1: ratings are individual and anonymous) and suggestions.
 */
export interface VisibleObservation extends Omit<Observation, 'authorClientId'> {
  isOwn: boolean
  isRestricted: boolean
}

export function visibleObservation(
  observation: Observation,
  actor: Actor,
): VisibleObservation | undefined {
  const audience = audienceOf(observation)
  if (observation.isWithdrawn && !mayReadInternal(actor)) return undefined
  if (!maySee(actor, audience)) return undefined
  const { authorClientId, ...rest } = observation
  const isOwn = actor.kind === 'device' && actor.clientId === authorClientId
  const shown = { ...rest, isOwn, isRestricted: audience.isRestricted }
  if (mayReadInternal(actor)) return shown
  return {
    ...shown,
    comments: observation.comments.filter((comment) => comment.audience === 'public'),
    authorName: isOwn ? observation.authorName : null,
    feeling: isOwn ? observation.feeling : null,
    suggestions: isOwn ? observation.suggestions : [],
    officialFields: isOwn ? observation.officialFields : [],
    photos: observation.photos,
  }
}
