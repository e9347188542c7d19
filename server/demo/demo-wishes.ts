import { createHash } from 'node:crypto'
import type { WishWords } from '../../shared/wish/wish.ts'
import type { Store } from '../store/database/database.ts'
import { receiveFromLink } from '../sync/push/receive-from-link.ts'
import { demoId } from './demo-ids.ts'
import { linkHashOf } from '../store/wishes/wish-store.ts'

/** A wish for a walk as somebody without an account has sent it. */
export interface DemoWish extends WishWords {
  /** Days before the load at which it was sent. */
  daysAgo: number
}

interface WishesOptions {
  municipalityId: string
  wishes: readonly DemoWish[]
  /** Milliseconds since 1970 UTC. */
  loadedAt: number
}

const dayMs = 86_400_000

/** Loads wishes, as the server receives them; loading them again changes nothing. */
export async function loadWishes(
  store: Store,
  { municipalityId, wishes, loadedAt }: WishesOptions,
): Promise<void> {
  for (const { daysAgo, ...words } of wishes) {
    const now = loadedAt - daysAgo * dayMs
    const label = `wish ${words.place} ${words.asker}`
    const at = new Date(now).toISOString()
    const wishId = demoId(label, at)
    const secret = createHash('sha256').update(`lygte demo ${label}`).digest('base64url')
    const linkHash = linkHashOf(secret)
    const args = { wishId, ...words, worst: [...words.worst], linkHash }
    const outcome = await receiveFromLink(store, {
      ...{ municipalityId, spaceId: municipalityId, subjectId: wishId, now },
      id: demoId(`${label} ask`, at),
      mutation: { name: 'wish.ask@1', args },
    })
    if (!outcome.ok) throw new Error(`The demo's wish was refused: ${outcome.problem.code}`)
  }
}
