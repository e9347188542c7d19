import type { AskedWish } from '../../../../shared/contract/wish-contract.ts'
import type { Store } from '../../../store/database/database.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import { leaderCodeOf } from '../../../store/wishes/leader-link.ts'
import { wishOutcome } from '../../../store/wishes/wish-outcome.ts'
import { readWish, type WishKey } from '../../../store/wishes/wish-store.ts'

/** Returns a wish as its asker reads it, with what came of it; undefined once it is deleted. */
export async function readAskedWish(
  store: Store,
  { linkHash, ...key }: WishKey & { linkHash: string },
): Promise<AskedWish | undefined> {
  const wish = await readWish(store.db, key)
  if (!wish) return undefined
  const { municipalityId } = key
  const outcome = await wishOutcome(store.db, municipalityId, wish)
  const [municipality, walk] = await Promise.all([
    readMunicipality(store.db, municipalityId),
    outcome.walkId && readWalk(store.db, { municipalityId, walkId: outcome.walkId }),
  ])
  const mayLead = wish.state === 'accepted' && walk && walk.phase !== 'closed'
  const { id, place, point, why, asker, email, worst, askedAt } = wish
  return {
    ...{ id, place, point, why, asker, email, worst, askedAt },
    municipality: municipality.name,
    timeZone: municipality.timeZone,
    // Joined with a walk that is not there: nobody may promise it.
    state: wish.state === 'joined' && outcome.walkId && !walk ? 'joined' : outcome.state,
    isJoined: wish.state === 'joined',
    decidedAt: wish.decidedAt ?? null,
    reason: outcome.reason,
    walk: walk ? shownOf(walk) : null,
    leaderCode: mayLead
      ? await leaderCodeOf(store, { linkHash, municipalityId, walkId: walk.id })
      : null,
  }
}

const shownOf = ({
  title,
  startsAt,
  endsAt,
  meetingPlace,
  phase,
}: NonNullable<AskedWish['walk']>) => ({
  ...{ title, startsAt, endsAt, meetingPlace, phase },
})
