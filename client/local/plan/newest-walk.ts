import type { Uuid } from '../../../shared/identifiers.ts'
import { startCursor } from '../../../shared/sync/feed.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { readWalk } from '../walks/walk-memory.ts'
import type { SeenBase } from './own-changes.ts'

interface NewestWalk {
  /** Its newest row; undefined when this phone does not know it. */
  walk: Walk | undefined
  /** How far the rows had come. */
  base: SeenBase
  /** What this phone has done to it. */
  entries: OutboxEntry[]
}

export async function readNewestWalk(context: PhoneContext, walkId: Uuid): Promise<NewestWalk> {
  const [{ cursor, epoch, row }, { stored, entries }] = await Promise.all([
    readRow(context, walkId),
    context.outbox.read(['mutation', 'identity'], async (transaction) => ({
      stored: await readWalk(transaction, walkId),
      entries: await entriesOf(transaction, walkId),
    })),
  ])
  return { walk: row ?? stored?.walk, base: { cursor, epoch }, entries }
}

/** A broken cache hides what others have changed until the next pull, never what was done here. */
async function readRow({ cache }: PhoneContext, walkId: Uuid): Promise<SeenBase & { row?: Walk }> {
  try {
    const { cursor, epoch, rows } = await cache.rows(walkId, 'walk', [walkId])
    const row = rows.get(walkId)?.body as Walk | null | undefined
    return { cursor, epoch, ...(row && { row }) }
  } catch {
    return { cursor: startCursor, epoch: null }
  }
}

export const isStanding = ({ state }: OutboxEntry): boolean =>
  state !== 'refused' && state !== 'replaced'
