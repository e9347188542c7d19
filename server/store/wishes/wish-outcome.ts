import type { Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Wish, WishState } from '../../../shared/wish/wish.ts'
import type { Database } from '../database/schema.ts'
import { readWish } from './wish-store.ts'

/** Nobody joins wishes in longer chains. */
const mostSteps = 10

export interface WishOutcome {
  state: WishState
  reason: string | null
  walkId: Uuid | null
}

/** Returns what became of a wish, through those that it was joined with. */
export async function wishOutcome(
  db: Kysely<Database>,
  municipalityId: Uuid,
  first: Wish,
): Promise<WishOutcome> {
  let wish = first
  for (let step = 0; step < mostSteps && wish.joinedTo; step += 1) {
    const { kind, id } = wish.joinedTo
    if (kind === 'walk') return { state: 'accepted', reason: null, walkId: id }
    const next = await readWish(db, { municipalityId, wishId: id })
    // The other one was deleted, and with it what was decided about both.
    if (!next) return { state: 'joined', reason: null, walkId: null }
    wish = next
  }
  const { state, reason = null, madeWalkId: walkId = null } = wish
  return { state, reason, walkId }
}
