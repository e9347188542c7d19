import { isAuthor, mayReadInternal } from '../../access/permissions.ts'
import type { Actor } from '../../access/roles.ts'
import { smallestGroup } from '../../rating/withhold.ts'
import type { Observation, SeenToo } from '../observation.ts'

/**
 * A phone is told which of them it is itself, and nobody whose feeling is whose. Those who answer read how it feels to five people at a
 * time, so that a sixth answer shows nobody's own (domain.md §8.5).
 */
export function visibleSeenToo({ seenToo }: Pick<Observation, 'seenToo'>, actor: Actor) {
  if (!seenToo) return {}
  const felt = mayReadInternal(actor) ? wholeGroups(seenToo) : []
  return {
    seenToo: seenToo.map((one, index): SeenToo => {
      if (isAuthor(actor, { authorClientId: one.clientId ?? null })) return one
      return felt[index] ? { feeling: felt[index] } : {}
    }),
  }
}

function wholeGroups(seenToo: readonly SeenToo[]) {
  const felt = seenToo.flatMap(({ feeling }) => feeling ?? [])
  return felt.slice(0, felt.length - (felt.length % smallestGroup)).sort((a, b) => a - b)
}
