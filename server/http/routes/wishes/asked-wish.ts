import type { AskedWish } from '../../../../shared/contract/wish-contract.ts'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { Wish, WishState } from '../../../../shared/wish/wish.ts'
import type { Store } from '../../../store/database/database.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import { leaderCodeOf } from '../../../store/wishes/leader-link.ts'
import { readWish, type WishKey } from '../../../store/wishes/wish-store.ts'

/** Nobody joins wishes in longer chains. */
const mostSteps = 10

/** Returns a wish as its asker reads it, with what came of it; undefined once it is deleted. */
export async function readAskedWish(
  store: Store,
  { linkHash, ...key }: WishKey & { linkHash: string },
): Promise<AskedWish | undefined> {
  const wish = await readWish(store.db, key)
  if (!wish) return undefined
  const { municipalityId } = key
  const outcome = await outcomeOf(store, municipalityId, wish)
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

interface WishOutcome {
  state: WishState
  reason: string | null
  walkId: Uuid | null
}

/** What became of a wish, through those that it was joined with. */
async function outcomeOf(store: Store, municipalityId: Uuid, first: Wish): Promise<WishOutcome> {
  let wish = first
  for (let step = 0; step < mostSteps && wish.joinedTo; step += 1) {
    const { kind, id } = wish.joinedTo
    if (kind === 'walk') return { state: 'accepted', reason: null, walkId: id }
    const next = await readWish(store.db, { municipalityId, wishId: id })
    // The other one was deleted, and with it what was decided about both.
    if (!next) return { state: 'joined', reason: null, walkId: null }
    wish = next
  }
  const { state, reason = null, madeWalkId: walkId = null } = wish
  return { state, reason, walkId }
}
