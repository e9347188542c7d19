import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { isCreate, isWaiting, type OutboxEntry } from './outbox-entry.ts'
import { readFact, writeFact } from '../database/identity.ts'
import { entriesOf, newestCreate } from './outbox-reads.ts'
import { removeEntity } from './outbox-writes.ts'
import { unknownMutationDelayMs } from './outbox-queue.ts'
import { noteRetired } from './phone-account.ts'
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

/** Writes, in a transaction over `answerStores`, what the server said of each mutation; answers the observations concerned. Repeating it changes nothing. */
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
    // Discarded meanwhile, or answered through another tab.
    if (!entry || !isWaiting(entry)) continue
    entities.add(entry.entity)
    const isTooEarly = await isAheadOfCreate(transaction, entry, result)
    const changed = isTooEarly ? again(entry, result, answers) : settle(entry, result, answers)
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
    if (state === 'refused') await dropTakenBack(transaction, entity)
  }
}

/**
 * A create the server refused while its withdrawal was waiting: there is nothing left to withdraw, and nobody is to be asked to mend what
 * was taken back.
 */
async function dropTakenBack(transaction: WriteTransaction, entity: Uuid): Promise<void> {
  const entries = await entriesOf(transaction, entity)
  const isTakenBack = entries.some(
    (entry) => entry.name === 'observation.withdraw' && isWaiting(entry),
  )
  if (newestCreate(entries)?.state !== 'refused' || !isTakenBack) return
  await removeEntity(transaction, entity)
}

/**
 * Sent together with a create that the server did not take: there was nothing yet that this could be about. It waits for the
 * create under a new id, since a refused one keeps its answer (E3).
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

const again = (entry: OutboxEntry, result: MutationResult, answers: Answers): OutboxEntry[] =>
  reissue({ ...entry, problemText: JSON.stringify(problemFrom(result)) }, answers.newId())

function settle(entry: OutboxEntry, result: MutationResult, answers: Answers): OutboxEntry[] {
  if (result.status === 'refused') {
    if (result.code === 'unknown-mutation') {
      return [{ ...entry, nextAt: answers.nowMs + unknownMutationDelayMs }]
    }
    if (result.code === 'id-reused') return again(entry, result, answers)
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
 * The same work under a new id, at its old place in the order; the old entry stays as a record. Used when an id was taken
 * (sync.md §2.3) and when the person sends refused work again: a refused id keeps its answer for ever.
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
 * The server may have gone back in time: everything it acknowledged in another life is sent again under the same ids, and
 * photos are asked about again (sync.md §1.6). Answers whether anything was queued. NOTE: the first epoch ever seen queues nothing.
 */
export async function adoptEpoch(transaction: WriteTransaction, epoch: string): Promise<boolean> {
  const known = await readFact(transaction, 'epoch')
  if (known === epoch) return false
  await writeFact(transaction, { key: 'epoch', value: epoch })
  // It may have forgotten what it was told as well.
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

/** Work that the server has put aside for a person. */
export const readParked = async (transaction: ReadTransaction): Promise<OutboxEntry[]> =>
  (await transaction.objectStore('mutation').index('state').getAll('parked')) as OutboxEntry[]

/**
 * Parked creates that have turned up in the rows were taken in: they count as applied from now on. Of other parked work the rows say
 * nothing, since what it is about was there before; its answer is asked for.
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

/** Writes, in a transaction over `answerStores`, what became of parked work; answers the observations concerned. */
export async function recordFates(
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
