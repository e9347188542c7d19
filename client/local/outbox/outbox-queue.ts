import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { putAll, type ReadTransaction, type WriteTransaction } from '../database/phone-database.ts'
import { entryHash, envelopeOf, isCreate, type OutboxEntry } from './outbox-entry.ts'
import { entriesOf, holdingCreate } from './outbox-reads.ts'
import { undeliverable } from './work-gate.ts'

export interface BatchRequest {
  space: Uuid
  maxCount: number
  maxBytes: number
  /** Phone clock, milliseconds. */
  nowMs: number
  /** Stored with entries that are frozen now. */
  clockOffset: number | null
  /** Sent and unanswered; other work on the same observations waits for their answers. */
  underWay: readonly OutboxEntry[]
}

export interface FrozenBatch {
  entries: OutboxEntry[]
  /** Observations with an entry that could be rewritten until now. */
  frozen: Uuid[]
}

/** Longest wait of an entry that the server did not know; a `nextAt` further ahead than this means that the clock was set back. */
export const unknownMutationDelayMs = 3 * 60 * 60 * 1000

/**
 * Returns the next entries of a space in the order they were made, and freezes those that were queued (sync.md §0.2). Work that is held
 * back delays only its own observation. A single entry above `maxBytes` is returned alone.
 */
export async function freezeBatch(
  transaction: WriteTransaction,
  request: BatchRequest,
): Promise<FrozenBatch> {
  const { entries, refused } = await gather(transaction, request)
  const fresh = entries.filter(({ state }) => state === 'queued')
  for (const entry of fresh) {
    entry.state = 'sending'
    entry.clockOffset ??= request.clockOffset
    entry.hash = entryHash(entry)
  }
  const changed = [...fresh, ...refused]
  putAll(transaction, 'mutation', changed)
  return { entries, frozen: [...new Set(changed.map(({ entity }) => entity))] }
}

async function gather(
  transaction: ReadTransaction,
  { space, maxCount, maxBytes, nowMs, underWay }: BatchRequest,
): Promise<Gathered> {
  const entries: OutboxEntry[] = []
  const refused: OutboxEntry[] = []
  const held = new Set(underWay.map(({ entity }) => entity))
  let bytes = 0
  for await (const entry of waitingIn(transaction, space, maxCount)) {
    if (held.has(entry.entity)) continue
    if (!isDue(entry, nowMs) || (await isHeldBack(transaction, entry))) {
      held.add(entry.entity)
      continue
    }
    const problem = entry.state === 'queued' ? undeliverable(entry) : undefined
    if (problem) {
      refused.push(refusedHere(entry, problem, nowMs))
      held.add(entry.entity)
      continue
    }
    bytes += sizeOf(entry)
    if (entries.length > 0 && bytes > maxBytes) break
    entries.push(entry)
    if (entries.length >= maxCount) break
  }
  return { entries, refused }
}

interface Gathered {
  entries: OutboxEntry[]
  /** Saved by an older app without these checks: no server would accept them, and the person learns it without a network. */
  refused: OutboxEntry[]
}

/** Refuses an entry on the phone itself; the empty epoch marks that no server has recorded it (receipt-log.ts). */
function refusedHere(entry: OutboxEntry, problem: Problem, nowMs: number): OutboxEntry {
  const refused: OutboxEntry = {
    ...entry,
    state: 'refused',
    epoch: '',
    settledAt: new Date(nowMs).toISOString(),
    problemText: JSON.stringify(problem),
  }
  delete refused.waitingSeq
  return refused
}

/** Yields waiting entries in order, several per read: one step of a cursor costs as much as reading fifty entries at once. */
async function* waitingIn(
  transaction: ReadTransaction,
  space: Uuid,
  atATime: number,
): AsyncGenerator<OutboxEntry> {
  let range = IDBKeyRange.bound([space], [space, []])
  for (;;) {
    const part = (await waitingOf(transaction).getAll(range, atATime)) as OutboxEntry[]
    yield* part
    const last = part.at(-1)
    if (!last || part.length < atATime) return
    range = IDBKeyRange.bound([space, last.waitingSeq], [space, []], true)
  }
}

const waitingOf = (transaction: ReadTransaction) =>
  transaction.objectStore('mutation').index('waiting')

function isDue({ nextAt }: OutboxEntry, nowMs: number): boolean {
  return nextAt === null || nextAt <= nowMs || nextAt > nowMs + unknownMutationDelayMs
}

async function isHeldBack(transaction: ReadTransaction, entry: OutboxEntry): Promise<boolean> {
  if (isCreate(entry)) return false
  return holdingCreate(await entriesOf(transaction, entry.entity)) !== undefined
}

const encoder = new TextEncoder()
const sizeOf = (entry: OutboxEntry): number =>
  encoder.encode(JSON.stringify(envelopeOf(entry))).length + 1

/** Returns the spaces with unanswered work, whether or not it may be sent now. */
export async function waitingSpaces(transaction: ReadTransaction): Promise<Uuid[]> {
  const spaces: Uuid[] = []
  let cursor = await waitingOf(transaction).openKeyCursor()
  while (cursor) {
    const [space] = cursor.key as [Uuid, number]
    spaces.push(space)
    cursor = await cursor.continue([space, []])
  }
  return spaces
}
