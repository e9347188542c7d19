import type { ReceiptLog, UnsentTally } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import { readFact, writeFact } from '../database/identity.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { waitingSpaces } from './outbox-queue.ts'
import { readWalks } from '../walks/walk-memory.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'

type Range = [from: number, to: number]

/** What the phone knows about its running numbers, and whether it has to report that to the server. */
export interface ReceiptLogState {
  log: ReceiptLog
  /** The last report differs, or is too old. */
  isDue: boolean
  /** The newest reason to report that this log covers; for `recordReported`. */
  dueCount: number
  /** Phone clock of the reading. */
  at: number
}

/** An empty phone reports again after this time, so that a leader does not have to wait for a change. */
const reportAgainMs = 2 * 60_000

/** Stores that `readReceiptLog` reads. */
export const receiptLogStores = ['mutation', 'identity', 'draft', 'photo'] as const

/**
 * Records that numbers were withdrawn before they were sent, that the first known number has changed, or that the phone has become ready
 * or unready. The phone must report it: otherwise the server counts numbers as lost (K5), and a leader waits. Call it inside the transaction that makes the change.
 */
export async function noteRetired(transaction: WriteTransaction): Promise<void> {
  const dueCount = ((await readFact(transaction, 'account-due')) ?? 0) + 1
  await writeFact(transaction, { key: 'account-due', value: dueCount })
}

export async function readReceiptLog(
  transaction: ReadTransaction,
  at: number,
): Promise<ReceiptLogState> {
  const highest = (await readFact(transaction, 'sequence')) ?? 0
  const from = (await readFact(transaction, 'known-from')) ?? 1
  const dueCount = (await readFact(transaction, 'account-due')) ?? 0
  const reported = await readFact(transaction, 'account-told')
  const held = await heldRanges(transaction)
  const unsent = await unsentTally(transaction)
  const ready = await readFact(transaction, 'readiness')
  const readiness = ready && { ...ready.found, ageMs: at - ready.at }
  // Without a stored report (an older app), it reports once.
  const hasChanged =
    JSON.stringify([held, unsent]) !== JSON.stringify([reported?.held, reported?.unsent])
  // The phone's clock may jump either way; then it reports once more.
  const isStale = Math.abs(at - (reported?.at ?? 0)) >= reportAgainMs
  const isKnown = highest > 0 || (await readWalks(transaction)).length > 0
  const isDue = isKnown && (hasChanged || isStale || dueCount !== reported?.dueCount)
  return {
    log: { highest, from, held, unsent, ...(readiness && { readiness }) },
    isDue,
    dueCount,
    at,
  }
}

/** Counts unsent things that have no running number. Refusals without an epoch are among the held numbers. */
async function unsentTally(transaction: ReadTransaction): Promise<UnsentTally> {
  const photoStates = transaction.objectStore('photo').index('state')
  const refusals = transaction.objectStore('mutation').index('state').getAll('refused')
  const [drafts, waiting, rejected, refused] = await Promise.all([
    transaction.objectStore('draft').count(),
    photoStates.count('waiting'),
    photoStates.count('rejected'),
    refusals as Promise<OutboxEntry[]>,
  ])
  const judged = refused.filter(({ epoch }) => epoch !== '')
  return { drafts, photos: waiting + rejected, refused: judged.length }
}

/** Records what the server has received. */
export async function recordReported(
  transaction: WriteTransaction,
  { log: { held, unsent }, dueCount, at }: ReceiptLogState,
): Promise<void> {
  const value = { held, dueCount, at, ...(unsent && { unsent }) }
  await writeFact(transaction, { key: 'account-told', value })
}

/** Starts over under another client id, which has assigned no numbers yet. */
export async function beginNewReceiptLog(transaction: WriteTransaction): Promise<void> {
  await transaction.objectStore('identity').delete('known-from')
  await noteRetired(transaction)
}

/** Returns the numbers of everything that has not reached the server. It counts keys, because thousands may wait. */
async function heldRanges(transaction: ReadTransaction): Promise<Range[]> {
  const ranges: Range[] = []
  for (const space of await waitingSpaces(transaction)) {
    const waiting = waitingIn(transaction, space)
    const [first, last] = [await waiting.end('next'), await waiting.end('prev')]
    if (first !== undefined && last !== undefined)
      ranges.push(...(await waiting.ranges(first, last)))
  }
  const refused = transaction.objectStore('mutation').index('state').getAll('refused')
  for (const entry of (await refused) as OutboxEntry[]) {
    // The whole request was refused (for its size, for example), so no server has recorded it.
    if (entry.epoch === '') ranges.push([entry.clientSeq, entry.clientSeq])
  }
  return bounded(joined(ranges))
}

function waitingIn(transaction: ReadTransaction, space: Uuid) {
  const index = transaction.objectStore('mutation').index('waiting')
  const end = async (direction: 'next' | 'prev'): Promise<number | undefined> => {
    const all = IDBKeyRange.bound([space], [space, []])
    const key = (await index.openKeyCursor(all, direction))?.key as [Uuid, number] | undefined
    return key?.[1]
  }
  const ranges = async (from: number, to: number): Promise<Range[]> => {
    const count = await index.count(IDBKeyRange.bound([space, from], [space, to]))
    if (count === 0) return []
    if (count === to - from + 1) return [[from, to]]
    const middle = Math.floor((from + to) / 2)
    return [...(await ranges(from, middle)), ...(await ranges(middle + 1, to))]
  }
  return { end, ranges }
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = result.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** Past the limit, one range covers the rest; it is corrected later, as the queue gets shorter. */
function bounded(ranges: Range[]): Range[] {
  const end = ranges.at(-1)
  const next = ranges[limits.receiptRanges - 1]
  if (!end || !next || ranges.length <= limits.receiptRanges) return ranges
  return [...ranges.slice(0, limits.receiptRanges - 1), [next[0], end[1]]]
}
