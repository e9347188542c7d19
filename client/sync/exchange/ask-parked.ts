import type { Reply } from '../../../shared/contract/api-contract.ts'
import { limits } from '../../../shared/limits.ts'
import {
  adoptEpoch,
  answerStores,
  readParked,
  recordOutcomes,
} from '../../local/outbox/outbox-answers.ts'
import { entryHash, type OutboxEntry } from '../../local/outbox/outbox-entry.ts'
import { makeId } from '../../local/phone/phone-environment.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import { isOver, requestTimeoutMs, type CycleBounds, type SyncParts } from './sync-parts.ts'

/** People decide within days; somebody who has the app open sees the decision soon after. */
const askEveryMs = 10 * 60 * 1_000

export interface ParkedMemory {
  /** Monotonic milliseconds of the last request. */
  askedAt: number
}

/**
 * Requests the outcome of parked work: applied, refused, or closed by a person with a sentence. Until there is one the work stays as it
 * is, for years if need be. Delivery does not depend on it, so only a network failure ends the cycle.
 */
export async function askParked(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: ParkedMemory,
): Promise<void> {
  const { context, environment } = parts
  const now = environment.clock.monotonic()
  if (now - memory.askedAt < askEveryMs) return
  const parked = await context.outbox.read(['mutation'], readParked)
  if (parked.length > 0) memory.askedAt = now
  for (let start = 0; start < parked.length; start += limits.pushMutations) {
    if (isOver(parts, bounds)) return
    const reply = await ask(parts, bounds, parked.slice(start, start + limits.pushMutations))
    if (!reply) return
    await storeOutcomes(parts, reply)
  }
}

async function ask(
  { api }: SyncParts,
  { signal }: CycleBounds,
  entries: readonly OutboxEntry[],
): Promise<Reply<'askAnswers'> | undefined> {
  const mutations = entries.map((entry) => ({ id: entry.id, hash: entryHash(entry) }))
  try {
    const body = { mutations }
    const outcome = await api.call('askAnswers', { body, signal, timeoutMs: requestTimeoutMs })
    // An older server has no such route, and any other refusal is temporary.
    return outcome.ok && Array.isArray(outcome.value.results) ? outcome.value : undefined
  } catch (error) {
    if (!(error instanceof ServerAwayError)) throw error
    return undefined
  }
}

async function storeOutcomes(
  { context, environment }: SyncParts,
  { epoch, serverTime, results }: Reply<'askAnswers'>,
): Promise<void> {
  const outcomes = results as Parameters<typeof recordOutcomes>[1]['results']
  const entities = await context.outbox.write(answerStores, async (tx) => {
    const newId = () => makeId(environment)
    const nowMs = environment.clock.now()
    const changed = await recordOutcomes(tx, { results: outcomes, epoch, serverTime, nowMs, newId })
    return (await adoptEpoch(tx, epoch)) ? null : changed
  })
  if (entities?.length === 0) return
  // Work that was held back by a create that is applied now may be sent.
  context.notices.publish({ kind: 'outbox', entities, isNewWork: true })
}
