import type { PhoneAccount } from '../../shared/api-contract.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import { limits } from '../../shared/limits.ts'
import { readFact, writeFact } from './identity.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { waitingSpaces } from './outbox-queue.ts'
import type { ReadTransaction, WriteTransaction } from './phone-database.ts'

type Range = [from: number, to: number]

/** What the phone can say of its running numbers, and whether the server would think otherwise without hearing it. */
export interface AccountState {
  account: PhoneAccount
  isDue: boolean
  /** Of the reasons to tell, the newest that this account holds; for `recordTold`. */
  dueCount: number
}

/**
 * Numbers were taken back before they were sent, or what the phone can account for has changed: the server must hear of it, or it
 * would count them as lost (K5). Call inside the transaction that does it.
 */
export async function noteRetired(transaction: WriteTransaction): Promise<void> {
  const dueCount = ((await readFact(transaction, 'account-due')) ?? 0) + 1
  await writeFact(transaction, { key: 'account-due', value: dueCount })
}

export async function readAccount(transaction: ReadTransaction): Promise<AccountState> {
  const highest = (await readFact(transaction, 'sequence')) ?? 0
  const from = (await readFact(transaction, 'known-from')) ?? 1
  const dueCount = (await readFact(transaction, 'account-due')) ?? 0
  const told = await readFact(transaction, 'account-told')
  const held = await heldRanges(transaction)
  // An outbox of an app that told nothing has no word of what was told; it is told once.
  const isNews = JSON.stringify(held) !== JSON.stringify(told?.held ?? [])
  const isDue = highest > 0 && (isNews || dueCount !== (told?.dueCount ?? -1))
  return { account: { highest, from, held }, isDue, dueCount }
}

/** The server has heard it. */
export async function recordTold(
  transaction: WriteTransaction,
  { account, dueCount }: AccountState,
): Promise<void> {
  await writeFact(transaction, { key: 'account-told', value: { held: account.held, dueCount } })
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
