import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { readClientId, readFact } from '../database/identity.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { readWalk, walkFrame, type WalkFrame } from './walk-memory.ts'

/** The newest `walk` row of the feed, when one has arrived. */
async function newestWalk(context: PhoneContext, walkId: Uuid): Promise<Walk | undefined> {
  const { rows } = await context.cache.rows(walkId, 'walk', [walkId])
  const body = rows.get(walkId)?.body
  return body === null ? undefined : (body as Walk | undefined)
}

/** Returns who this phone is in a walk, from what it has stored; it uses no network. */
export async function readFrame(context: PhoneContext, walkId: Uuid): Promise<WalkFrame> {
  const [newest, known] = await Promise.all([
    // A missing or broken cache must not keep anybody from capturing.
    newestWalk(context, walkId).catch(() => undefined),
    context.outbox.read(['identity'], async (transaction) => {
      const [clientId, stored, seesToo] = await Promise.all([
        readClientId(transaction),
        readWalk(transaction, walkId),
        readFact(transaction, 'sees-too'),
      ])
      return { clientId, stored, seesToo }
    }),
  ])
  const frame = walkFrame({ walkId, newest, ...known })
  return {
    ...frame,
    ...(frame.role === 'leader' && (await import('../gathering/replay-gathering.ts'))),
    ...(known.seesToo && (await import('../feedback/respond.ts'))),
  }
}
