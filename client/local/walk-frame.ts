import type { Uuid } from '../../shared/identifiers.ts'
import type { Walk } from '../../shared/walk.ts'
import { readClientId } from './identity.ts'
import type { PhoneContext } from './phone-context.ts'
import { readWalk, walkFrame, type WalkFrame } from './walk-memory.ts'

/** The newest `walk` row of the feed, when one has come. */
export async function newestWalk(context: PhoneContext, walkId: Uuid): Promise<Walk | undefined> {
  const { rows } = await context.cache.rows(walkId, 'walk', [walkId])
  const body = rows.get(walkId)?.body
  return body === null ? undefined : (body as Walk | undefined)
}

/** Who this phone is in a walk, from what it keeps; asks no network. */
export async function readFrame(context: PhoneContext, walkId: Uuid): Promise<WalkFrame> {
  // The cache may be away or broken without keeping anybody from capturing.
  const newest = await newestWalk(context, walkId).catch(() => undefined)
  const known = await context.outbox.read(['identity'], async (transaction) => {
    const clientId = await readClientId(transaction)
    return { clientId, stored: await readWalk(transaction, walkId) }
  })
  return walkFrame({ walkId, newest, ...known })
}
