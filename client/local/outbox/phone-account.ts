import type { PhoneAccount, UnsentTally } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import { readFact, writeFact } from '../database/identity.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { waitingSpaces } from './outbox-queue.ts'
import { readWalks } from '../walks/walk-memory.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'

type Range = [from: number, to: number]

/** What the phone can say of its running numbers, and whether the server would think otherwise without hearing it. */
export interface AccountState {
  account: PhoneAccount
  /** The server would think otherwise, or has heard nothing for so long that it no longer knows. */
  isDue: boolean
  /** Of the reasons to tell, the newest that this account holds; for `recordTold`. */
  dueCount: number
  /** Phone clock of the reading. */
  at: number
}

/** A leader who asks whether all is here must not have to wait for a change: an empty phone says so again after as long. */
const tellAgainMs = 2 * 60_000

/** Stores that `readAccount` reads. */
export const accountStores = ['mutation', 'identity', 'draft', 'photo'] as const

/**
 * Numbers were taken back before they were sent, or what the phone can account for has changed: the server must hear of it, or it
 * would count them as lost (K5). Call inside the transaction that does it.
 */
export async function noteRetired(transaction: WriteTransaction): Promise<void> {
  const dueCount = ((await readFact(transaction, 'account-due')) ?? 0) + 1
  await writeFact(transaction, { key: 'account-due', value: dueCount })
}

export async function readAccount(transaction: ReadTransaction, at: number): Promise<AccountState> {
  const highest = (await readFact(transaction, 'sequence')) ?? 0
  const from = (await readFact(transaction, 'known-from')) ?? 1
  const dueCount = (await readFact(transaction, 'account-due')) ?? 0
  const told = await readFact(transaction, 'account-told')
  const held = await heldRanges(transaction)
  const unsent = await unsentTally(transaction)
  // An outbox of an app that told nothing has no word of what was told; it is told once.
  const isNews = JSON.stringify([held, unsent]) !== JSON.stringify([told?.held, told?.unsent])
  // The phone's clock may jump either way; then it is told once more.
  const isStale = Math.abs(at - (told?.at ?? 0)) >= tellAgainMs
  const isKnown = highest > 0 || (await readWalks(transaction)).length > 0
  const isDue = isKnown && (isNews || isStale || dueCount !== told?.dueCount)
  return { account: { highest, from, held, unsent }, isDue, dueCount, at }
}

/** What no running number shows. A refusal without an epoch is among the held numbers. */
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

/** The server has heard it. */
export async function recordTold(
  transaction: WriteTransaction,
  { account: { held, unsent }, dueCount, at }: AccountState,
): Promise<void> {
  const value = { held, dueCount, at, ...(unsent && { unsent }) }
  await writeFact(transaction, { key: 'account-told', value })
}

/** Taken over under another client id: numbers given out before are none of that id's business. */
export async function beginNewAccount(transaction: WriteTransaction): Promise<void> {
  await transaction.objectStore('identity').delete('known-from')
  await noteRetired(transaction)
}

/** Numbers of everything that has not reached the server, by counting keys: thousands may wait. */
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
    // Refused by what lies before the ledger, such as its size: no server has taken note of it.
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

/** Beyond the limit the rest is called held as a whole: what it holds too much is told later, as the queue gets shorter. */
function bounded(ranges: Range[]): Range[] {
  const end = ranges.at(-1)
  const next = ranges[limits.accountRanges - 1]
  if (!end || !next || ranges.length <= limits.accountRanges) return ranges
  return [...ranges.slice(0, limits.accountRanges - 1), [next[0], end[1]]]
}
