import type { Reply } from '../../../shared/contract/api-contract.ts'
import { protocolVersion, type MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { Outcome, Problem, ProblemCode } from '../../../shared/problem.ts'
import { readClientId, readFact } from '../../local/database/identity.ts'
import { adoptEpoch, answerStores, recordAnswers } from '../../local/outbox/outbox-answers.ts'
import { envelopeOf, type OutboxEntry } from '../../local/outbox/outbox-entry.ts'
import { freezeBatch, waitingSpaces, type BatchRequest } from '../../local/outbox/outbox-queue.ts'
import { makeId } from '../../local/phone/phone-environment.ts'
import { NetworkError } from '../http/network-errors.ts'
import {
  AppTooOldError,
  isOver,
  requestTimeoutMs,
  setDelivery,
  SignInNeededError,
  tooManyRequests,
  type CycleBounds,
  type SyncParts,
} from './sync-parts.ts'

/** Leaves room for the rest of a request around its mutations. */
const maxBatchBytes = limits.pushBytes - 1_024

/**
 * Sends waiting work, space by space, each in the order it was made. Returns `more` when work is left that could be sent at once. Throws
 * network errors, `AppTooOldError`, and `SignInNeededError` after every other space had its turn.
 */
export async function pushAll(parts: SyncParts, bounds: CycleBounds): Promise<'done' | 'more'> {
  const { outbox } = parts.context
  let refused: SignInNeededError | undefined
  for (const space of await outbox.read(['mutation'], waitingSpaces)) {
    try {
      if ((await pushSpace(parts, bounds, space)) === 'more') return 'more'
    } catch (error) {
      // The membership of one walk may have ended while the others continue.
      if (!(error instanceof SignInNeededError)) throw error
      refused = error
    }
  }
  if (refused) throw refused
  return 'done'
}

/**
 * Sends batch after batch. While one is being sent, the answers to the previous one are stored and the next one is frozen, so that phone
 * and server work at the same time. After a batch that was not full the queue is read from its beginning, because answers may have
 * released work that was held back.
 */
async function pushSpace(
  parts: SyncParts,
  bounds: CycleBounds,
  space: Uuid,
): Promise<'done' | 'more'> {
  let maxCount: number = limits.pushMutations
  let ahead: Batch | undefined
  let storeLastAnswers = nothing
  for (;;) {
    const over = isOver(parts, bounds)
    if (over || !ahead) {
      await storeLastAnswers()
      storeLastAnswers = nothing
    }
    if (over) return 'more'
    const batch = ahead ?? (await freeze(parts, { space, maxCount, underWay: [] }))
    if (!batch) return 'done'
    const { entries } = batch
    const isFull = entries.length === maxCount
    const [outcome, next] = await both(
      send(parts, bounds, { space, ...batch }),
      storeLastAnswers().then(() =>
        isFull ? freeze(parts, { space, maxCount, underWay: entries }) : undefined,
      ),
    )
    ahead = outcome.ok ? next : undefined
    storeLastAnswers = outcome.ok ? () => storeAnswers(parts, entries, outcome.value) : nothing
    maxCount = outcome.ok
      ? Math.min(limits.pushMutations, maxCount * 2)
      : await handleRefusal(parts, entries, outcome.problem)
  }
}

const nothing = (): Promise<void> => Promise.resolve()

/** Waits for both, so that nothing runs on after the cycle; if both fail, the first error is thrown. */
async function both<First, Second>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<[First, Second]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}

interface Batch {
  entries: OutboxEntry[]
  clientId: Uuid
  epoch: string | null
}

/**
 * Freezes the next batch. From here on its mutations never change: the strict transaction is complete before the first byte is sent.
 * Returns undefined when there is nothing to send.
 */
async function freeze(
  { context, environment }: SyncParts,
  asked: Pick<BatchRequest, 'space' | 'maxCount' | 'underWay'>,
): Promise<Batch | undefined> {
  const stores = ['mutation', 'identity']
  const { frozen, ...batch } = await context.outbox.write(stores, async (transaction) => {
    const { entries, frozen: fresh } = await freezeBatch(transaction, {
      ...asked,
      maxBytes: maxBatchBytes,
      nowMs: environment.clock.now(),
      clockOffset: context.delivery.status.clockOffsetMs,
    })
    const clientId = await readClientId(transaction)
    const epoch = (await readFact(transaction, 'epoch')) ?? null
    return { entries, frozen: fresh, clientId, epoch }
  })
  if (frozen.length > 0) context.notices.publish({ kind: 'outbox', entities: frozen })
  return batch.entries.length > 0 ? batch : undefined
}

async function send(
  parts: SyncParts,
  { signal }: CycleBounds,
  { space, entries, clientId, epoch }: Batch & { space: Uuid },
): Promise<Outcome<Reply<'push'>>> {
  const { notices } = parts.context
  const entities = [...new Set(entries.map(({ entity }) => entity))]
  setDelivery(parts, { sendingEntries: new Set(entries.map(({ id }) => id)) })
  notices.publish({ kind: 'delivery', entities })
  try {
    const mutations = entries.map(envelopeOf)
    const body = { protocol: protocolVersion, epoch, clientId, space, mutations }
    return await parts.api.call('push', { body, signal, timeoutMs: requestTimeoutMs })
  } finally {
    setDelivery(parts, { sendingEntries: new Set() })
    notices.publish({ kind: 'delivery', entities })
  }
}

async function storeAnswers(
  parts: SyncParts,
  entries: readonly OutboxEntry[],
  reply: Reply<'push'>,
): Promise<void> {
  const { context, environment } = parts
  const ids = new Set(entries.map(({ id }) => id))
  const results = readResults(reply).filter(({ id }) => ids.has(id))
  // An answer without any of our mutations would make the phone repeat the request at once, for ever.
  if (results.length === 0) throw new NetworkError('an answer without results')
  const { epoch, serverTime } = reply
  const entities = await context.outbox.write(answerStores, async (tx) => {
    const newId = () => makeId(environment)
    const nowMs = environment.clock.now()
    const changed = await recordAnswers(tx, { results, epoch, serverTime, nowMs, newId })
    return (await adoptEpoch(tx, epoch)) ? null : changed
  })
  parts.onServerTime(serverTime, environment.clock.now())
  parts.onDelivered(results.filter(({ status }) => status !== 'refused').length)
  context.notices.publish({ kind: 'outbox', entities })
}

/** Returns the results that have the agreed shape, because a proxy may answer with JSON of its own. */
function readResults({ results, epoch, serverTime }: Reply<'push'>): MutationResult[] {
  const isWhole =
    Array.isArray(results) && typeof epoch === 'string' && typeof serverTime === 'string'
  if (!isWhole) throw new NetworkError('an answer of another shape')
  return results as MutationResult[]
}

/** Codes about the sender: everything is kept, and the person signs in again. */
const signInCodes: ProblemCode[] = ['sign-in-needed', 'forbidden', 'not-found', 'cross-site']

/**
 * Handles a refusal of the whole request. The batch is split until the mutation at fault stands alone; that one needs the person's
 * attention, and the rest continues (E6, E7). Returns how many to try next.
 */
async function handleRefusal(
  parts: SyncParts,
  entries: readonly OutboxEntry[],
  problem: Problem,
): Promise<number> {
  const { code } = problem
  if (code === 'protocol-too-old') throw new AppTooOldError('the server asks for a newer app')
  if (code === 'too-many-requests') throw tooManyRequests(problem)
  if (signInCodes.includes(code)) throw new SignInNeededError('the server does not know this phone')
  const [only] = entries
  if (entries.length > 1 || !only) return Math.ceil(entries.length / 2)
  const { context, environment } = parts
  const results: MutationResult[] = [{ id: only.id, status: 'refused', code }]
  const entities = await context.outbox.write(answerStores, (tx) =>
    recordAnswers(tx, {
      results,
      epoch: '',
      serverTime: new Date(environment.clock.now()).toISOString(),
      nowMs: environment.clock.now(),
      newId: () => makeId(environment),
    }),
  )
  context.notices.publish({ kind: 'outbox', entities })
  return limits.pushMutations
}
