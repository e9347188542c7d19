import type { Reply } from '../../../shared/contract/api-contract.ts'
import { protocolVersion, type FeedPage } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import { adoptEpoch, confirmParked, readParked } from '../../local/outbox/outbox-answers.ts'
import { isCreate } from '../../local/outbox/outbox-entry.ts'
import type { PullPoint } from '../../local/database/observation-cache.ts'
import { readWalks } from '../../local/walks/walk-memory.ts'
import { NetworkError } from '../http/network-errors.ts'
import {
  AppTooOldError,
  isOver,
  requestTimeoutMs,
  SignInNeededError,
  tooManyRequests,
  type CycleBounds,
  type SyncParts,
} from './sync-parts.ts'

interface PullRequest {
  epoch: string | null
  points: Map<Uuid, PullPoint>
}

/**
 * Fetches the newest rows of every joined walk, page by page; the rows and cursor of a page are stored together. Returns `more` when the
 * time of the cycle ended first. Throws network errors, `SignInNeededError` and `AppTooOldError`.
 */
export async function pullAll(
  parts: SyncParts,
  bounds: CycleBounds,
  pageRows: number = limits.pullRows,
): Promise<'done' | 'more'> {
  const { context } = parts
  const walks = await context.outbox.read(['identity'], readWalks)
  // What a follow-up walk looks at again was found on another walk.
  let spaces = walks.flatMap(({ walk }) => [walk.id, walk.follows ?? walk.id])
  while (spaces.length > 0) {
    if (isOver(parts, bounds)) return 'more'
    const request = await nextRequest(parts, spaces)
    const reply = await ask(parts, bounds, { ...request, limit: pageRows })
    if (reply === 'not-mine') return 'done'
    spaces = await storeReply(parts, request, reply)
  }
  await settleParked(parts)
  return 'done'
}

async function nextRequest({ context }: SyncParts, spaces: readonly Uuid[]): Promise<PullRequest> {
  const epoch = await context.cache.epoch()
  const points = new Map<Uuid, PullPoint>()
  for (const space of spaces) points.set(space, await context.cache.pullPoint(space))
  return { epoch, points }
}

async function ask(
  { api }: SyncParts,
  { signal }: CycleBounds,
  { epoch, points, limit }: PullRequest & { limit: number },
): Promise<Reply<'pull'> | 'not-mine'> {
  const cursors = Object.fromEntries([...points].map(([space, { cursor }]) => [space, cursor]))
  const body = { protocol: protocolVersion, epoch, cursors, limit }
  const outcome = await api.call('pull', { body, signal, timeoutMs: requestTimeoutMs })
  if (outcome.ok) return checkShape(outcome.value)
  const { code } = outcome.problem
  if (code === 'protocol-too-old') throw new AppTooOldError('the server asks for a newer app')
  if (code === 'sign-in-needed') throw new SignInNeededError('the server does not know this phone')
  if (code === 'too-many-requests') throw tooManyRequests(outcome.problem)
  return 'not-mine'
}

function checkShape(reply: Reply<'pull'>): Reply<'pull'> {
  const { epoch, serverTime, spaces } = reply
  const isWhole = typeof epoch === 'string' && typeof serverTime === 'string'
  if (!isWhole || spaces === null || typeof spaces !== 'object') {
    throw new NetworkError('an answer of another shape')
  }
  return reply
}

/** Stores the pages of a reply. Returns the spaces that have more rows. */
async function storeReply(
  parts: SyncParts,
  { epoch, points }: PullRequest,
  reply: Reply<'pull'>,
): Promise<Uuid[]> {
  const { context, environment } = parts
  parts.onServerTime(reply.serverTime, environment.clock.now())
  const isNewEpoch = reply.epoch !== epoch
  if (isNewEpoch) await handleNewEpoch(parts, reply.epoch)
  const unfinished: Uuid[] = []
  for (const [space, from] of points) {
    const page = reply.spaces[space] as FeedPage | undefined
    // The server leaves out a walk in which this phone has no membership any more.
    if (!page) continue
    const applied = await context.cache.applyPage({ space, page, epoch: reply.epoch, from })
    if (applied.hasChanged) context.notices.publish({ kind: 'base', space, ids: applied.ids })
    if (page.more || applied.wasDropped) unfinished.push(space)
  }
  return unfinished
}

/** Updates the outbox before the rows: after a crash between the two, the rows still reveal that the epoch is new. */
async function handleNewEpoch({ context }: SyncParts, epoch: string): Promise<void> {
  const hasQueued = await context.outbox.write(['mutation', 'photo', 'identity'], (transaction) =>
    adoptEpoch(transaction, epoch),
  )
  if (hasQueued) context.notices.publish({ kind: 'outbox', entities: null, isNewWork: true })
  await context.cache.adoptEpoch(epoch)
}

/** Confirms parked creates whose observations have arrived in the rows. */
async function settleParked({ context }: SyncParts): Promise<void> {
  const parked = (await context.outbox.read(['mutation'], readParked)).filter(isCreate)
  for (const space of new Set(parked.map((entry) => entry.space))) {
    const entities = parked.filter((entry) => entry.space === space).map(({ entity }) => entity)
    const { rows } = await context.cache.rows(space, 'observation', entities)
    if (rows.size === 0) continue
    const changed = await context.outbox.write(['mutation'], (transaction) =>
      confirmParked(transaction, rows),
    )
    context.notices.publish({ kind: 'outbox', entities: changed, isNewWork: true })
  }
}
