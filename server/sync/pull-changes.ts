import type { Body, Reply } from '../../shared/api-contract.ts'
import { startCursor, type Cursor, type FeedPage } from '../../shared/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import { limits } from '../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../shared/problem.ts'
import { mayUseDesk } from '../../shared/roles.ts'
import { actorInWalk, type ActorInWalk } from '../domain/actor-in-walk.ts'
import type { Principal } from '../domain/principal.ts'
import { storeErrorOf, type Store } from '../store/database.ts'
import { readPage, type StoredPage } from '../store/feed-store.ts'
import { readServerMeta } from '../store/walk-rules.ts'
import { visibleRows } from './visible-rows.ts'

export type PullReply = Reply<'pull'>

export interface Pull {
  principal: Principal
  request: Body<'pull'>
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/**
 * The next page of each space asked for (sync.md §1.3). Spaces the reader has no part in are left out, and when that is all
 * of them the request is refused with `forbidden`; somebody removed from a walk gets an empty base. Refuses
 * `protocol-too-old`; throws `StoreAwayError`.
 */
export async function pullChanges(store: Store, pull: Pull): Promise<Outcome<PullReply>> {
  try {
    return await pullSpaces(store, pull)
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Few enough that one phone's many walks leave connections for others. */
const spacesAtOnce = 4

async function pullSpaces(
  store: Store,
  { principal, request, now }: Pull,
): Promise<Outcome<PullReply>> {
  const { epoch, protocolMin } = await readServerMeta(store)
  if (request.protocol < protocolMin) return refuse('protocol-too-old')
  const asked = Object.entries(request.cursors)
  const spaces: Record<Uuid, FeedPage> = {}
  for (let next = 0; next < asked.length; next += spacesAtOnce) {
    const reading = asked.slice(next, next + spacesAtOnce).map(async ([spaceId, cursor]) => {
      const page = await readAs(store, { principal, spaceId, cursor, request, epoch })
      if (page) spaces[spaceId] = page
    })
    await Promise.all(reading)
  }
  if (asked.length > 0 && Object.keys(spaces).length === 0) return refuse('forbidden')
  return succeed({ epoch, serverTime: new Date(now).toISOString(), spaces })
}

interface PageAsked extends Pick<Pull, 'principal' | 'request'> {
  spaceId: Uuid
  cursor: Cursor
  epoch: Uuid
}

/** To be kept with no rows: the reader's copy of a walk goes when its part in it has ended. */
const emptyBase: FeedPage = { cursor: startCursor, more: false, reset: true, rows: [] }

async function readAs(
  store: Store,
  { principal, request, spaceId, cursor, epoch }: PageAsked,
): Promise<FeedPage | undefined> {
  const reader = actorInWalk(principal, spaceId)
  if (!reader || !mayPull(reader)) return undefined
  if (!reader.isMember) return emptyBase
  const page = await readPage(
    store.db,
    { municipalityId: principal.municipalityId, spaceId },
    {
      cursor,
      limit: request.limit ?? limits.pullRows,
      // A phone that has never heard of an epoch starts from nothing anyway.
      restart: request.epoch !== epoch && cursor !== startCursor,
    },
  )
  return page && pageFor(page, reader)
}

const mayPull = ({ actor }: ActorInWalk): boolean =>
  actor.kind === 'device' || mayUseDesk(actor.role)

/** A page that is not full ends at the head of its own snapshot, so that numbers of vanished rows are not asked for again. */
function pageFor(page: StoredPage, { actor }: ActorInWalk): FeedPage {
  const last = page.rows.at(-1)
  return {
    cursor: page.isFull && last ? last.seq : page.head.toString(),
    more: page.isFull,
    ...(page.isRestart ? { reset: true as const } : {}),
    rows: visibleRows(page.rows, actor),
  }
}
