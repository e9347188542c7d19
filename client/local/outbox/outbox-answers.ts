import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { isCreate, isWaiting, type OutboxEntry } from './outbox-entry.ts'
import { readFact, writeFact } from '../database/identity.ts'
import { entriesOf, newestCreate } from './outbox-reads.ts'
import { removeEntity } from './outbox-writes.ts'
import { unknownMutationDelayMs } from './outbox-queue.ts'
import { noteRetired } from './receipt-log.ts'
import { putAll, type ReadTransaction, type WriteTransaction } from '../database/phone-database.ts'
import type { PhotoRecord } from './photo-record.ts'

export interface Answers {
  results: readonly MutationResult[]
  epoch: string
  /** ISO 8601 UTC. */
  serverTime: string
  nowMs: number
  newId: () => Uuid
}

/** The stores that an answer may change: a create that is refused after it was taken back goes with its photos. */
export const answerStores = ['mutation', 'photo', 'photoChunk', 'identity'] as const

/**
 * Records, in a transaction over `answerStores`, how the server answered each mutation. Returns the observations concerned. Repeating it
 * changes nothing.
 */
export async function recordAnswers(
  transaction: WriteTransaction,
  answers: Answers,
): Promise<Uuid[]> {
  const store = transaction.objectStore('mutation')
  const entities = new Set<Uuid>()
  const asked = await Promise.all(answers.results.map(({ id }) => store.get(id)))
  const changes: OutboxEntry[] = []
  for (const [index, result] of answers.results.entries()) {
    const entry = asked[index] as OutboxEntry | undefined
    // It was discarded meanwhile, or its answer came through another tab.
    if (!entry || !isWaiting(entry)) continue
    entities.add(entry.entity)
    const isTooEarly = await isAheadOfCreate(transaction, entry, result)
    const changed = isTooEarly
      ? retryUnderNewId(entry, result, answers)
      : settle(entry, result, answers)
    changes.push(...changed)
  }
  await write(transaction, changes)
  return [...entities]
}

async function write(
  transaction: WriteTransaction,
  changes: readonly OutboxEntry[],
): Promise<void> {
  putAll(transaction, 'mutation', changes)
  for (const { state, entity } of changes) {
    if (state === 'refused') await dropWithdrawnCreate(transaction, entity)
  }
}

/**
 * Removes a pin whose create the server refused while its withdrawal was waiting: nothing is left to withdraw, and nobody should be asked
 * to mend what they have taken back.
 */
async function dropWithdrawnCreate(transaction: WriteTransaction, entity: Uuid): Promise<void> {
  const entries = await entriesOf(transaction, entity)
  const isWithdrawn = entries.some(
    (entry) => entry.name === 'observation.withdraw' && isWaiting(entry),
  )
  if (newestCreate(entries)?.state !== 'refused' || !isWithdrawn) return
  await removeEntity(transaction, entity)
}

/**
 * Returns whether an entry was sent together with a create that the server did not apply, so that its observation did not exist yet. The
 * entry waits for the create under a new id, because a refused id keeps its answer (E3).
 */
async function isAheadOfCreate(
  transaction: WriteTransaction,
  entry: OutboxEntry,
  { status, code }: MutationResult,
): Promise<boolean> {
  if (status !== 'refused' || code !== 'observation-missing' || isCreate(entry)) return false
  const create = newestCreate(await entriesOf(transaction, entry.entity))
  return create !== undefined && create.state !== 'acked'
}

const retryUnderNewId = (
  entry: OutboxEntry,
  result: MutationResult,
  answers: Answers,
): OutboxEntry[] =>
  reissue({ ...entry, problemText: JSON.stringify(problemFrom(result)) }, answers.newId())

function settle(entry: OutboxEntry, result: MutationResult, answers: Answers): OutboxEntry[] {
  if (result.status === 'refused') {
    if (result.code === 'unknown-mutation') {
      return [{ ...entry, nextAt: answers.nowMs + unknownMutationDelayMs }]
    }
    if (result.code === 'id-reused') return retryUnderNewId(entry, result, answers)
  }
  const settled: OutboxEntry = {
    ...entry,
    state: result.status === 'applied' ? 'acked' : result.status,
    nextAt: null,
    effectSeq: result.effectSeq ?? null,
    epoch: answers.epoch,
    settledAt: answers.serverTime,
    problemText: result.status === 'refused' ? JSON.stringify(problemFrom(result)) : null,
  }
  delete settled.waitingSeq
  return [settled]
}

function problemFrom({ code, detail }: MutationResult): Problem {
  const known = code ?? 'internal-error'
  return detail ? { code: known, detail } : { code: known }
}

/**
 * Gives the same work a new id at its old place in the order; the old entry stays as a record. Used when an id was taken (sync.md §2.3)
 * and when the person retries refused work, because a refused id keeps its answer for ever.
 */
export function reissue(entry: OutboxEntry, id: Uuid): [old: OutboxEntry, fresh: OutboxEntry] {
  const fresh: OutboxEntry = {
    ...entry,
    id,
    replaces: entry.id,
    state: 'queued',
    waitingSeq: entry.clientSeq,
    hash: null,
    nextAt: null,
    effectSeq: null,
    epoch: null,
    settledAt: null,
    problemText: null,
  }
  return [asReplaced(entry), fresh]
}

export function asReplaced(entry: OutboxEntry, by?: OutboxEntry): OutboxEntry {
  const old: OutboxEntry = { ...entry, state: 'replaced', ...(by && { replacedBy: by.id }) }
  delete old.waitingSeq
  return old
}

/**
 * Handles a new epoch: the server may have gone back in time, so everything acknowledged in another epoch is sent again under the same
 * ids, and photos are checked again (sync.md §1.6). Returns whether anything was queued. NOTE: the first epoch of a phone queues nothing.
 */
export async function adoptEpoch(transaction: WriteTransaction, epoch: string): Promise<boolean> {
  const known = await readFact(transaction, 'epoch')
  if (known === epoch) return false
  await writeFact(transaction, { key: 'epoch', value: epoch })
  // The server may have lost the last report as well.
  if (known !== undefined) await noteRetired(transaction)
  let hasQueued = false
  const byState = transaction.objectStore('mutation').index('state')
  for (const state of ['acked', 'parked'] as const) {
    for (const entry of (await byState.getAll(state)) as OutboxEntry[]) {
      if (entry.epoch === epoch) continue
      await transaction.objectStore('mutation').put(unanswered(entry))
      hasQueued = true
    }
  }
  const photos = transaction.objectStore('photo')
  for (const photo of (await photos.index('state').getAll('sent')) as PhotoRecord[]) {
    await photos.put({ ...photo, state: 'waiting', waitingSeq: photo.announcedSeq, sentAt: null })
    hasQueued = true
  }
  return hasQueued
}

function unanswered(entry: OutboxEntry): OutboxEntry {
  return {
    ...entry,
    state: 'sending',
    waitingSeq: entry.clientSeq,
    effectSeq: null,
    epoch: null,
    settledAt: null,
  }
}

/** Returns the work that the server has parked. */
export const readParked = async (transaction: ReadTransaction): Promise<OutboxEntry[]> =>
  (await transaction.objectStore('mutation').index('state').getAll('parked')) as OutboxEntry[]

/**
 * Marks parked creates whose observations have arrived in the rows as applied. The rows prove nothing about other parked work, because
 * its observation existed before; its outcome is requested instead.
 */
export async function confirmParked(
  transaction: WriteTransaction,
  rows: ReadonlyMap<Uuid, { seq: string }>,
): Promise<Uuid[]> {
  const parked = await readParked(transaction)
  const found = parked.filter((entry) => isCreate(entry) && rows.has(entry.entity))
  for (const entry of found) {
    const effectSeq = rows.get(entry.entity)?.seq ?? null
    putAll(transaction, 'mutation', [{ ...entry, state: 'acked', effectSeq }])
  }
  return found.map(({ entity }) => entity)
}

/** Records, in a transaction over `answerStores`, the outcome of parked work. Returns the observations concerned. */
export async function recordOutcomes(
  transaction: WriteTransaction,
  answers: Answers,
): Promise<Uuid[]> {
  const fates = new Map(answers.results.map((result) => [result.id, result]))
  const settled = (await readParked(transaction)).flatMap((entry) => {
    const fate = fates.get(entry.id)
    return fate && fate.status !== 'parked' ? settle(entry, fate, answers) : []
  })
  await write(transaction, settled)
  return settled.map(({ entity }) => entity)
}

/** What was refused needs nobody any more once the person has answered again. */
export async function supersede(
  transaction: WriteTransaction,
  same: readonly OutboxEntry[],
): Promise<void> {
  const refused = same.filter(({ state }) => state === 'refused')
  if (refused.length > 0) await noteRetired(transaction)
  for (const entry of refused) await transaction.objectStore('mutation').put(asReplaced(entry))
}
