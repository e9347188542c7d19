import type { Body, Reply } from '../../../shared/contract/api-contract.ts'
import { startCursor, type Cursor, type FeedPage } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { mayUseDesk } from '../../../shared/access/permissions.ts'
import { actorInSpace, type ActorInSpace } from '../../identity/actor-in-space.ts'
import type { Principal } from '../../identity/principal.ts'
import { storeErrorOf, type Store } from '../../store/database/database.ts'
import { readPage, type StoredPage } from '../../store/spaces/feed-store.ts'
import { readServerMeta } from '../../store/spaces/space-rules.ts'
import { visibleRows } from './visible-rows.ts'

export type PullReply = Reply<'pull'>

export interface Pull {
  principal: Principal
  request: Body<'pull'>
  /** Server time, milliseconds since 1970 UTC. */
  now: number
}

/** An answer whose pages are still being read, in the order in which they were requested. */
export interface StartedPull extends Omit<PullReply, 'spaces'> {
  pages: AsyncIterable<SpacePage>
  /** Whether the answer is long: the first page is full. */
  isLong: boolean
}

type SpacePage = readonly [spaceId: Uuid, page: FeedPage]

/**
 * Returns the next page of each requested space (sync.md §1.3). Spaces that the reader is no member of are left out, and when that is all
 * of them the request is refused with `forbidden`; somebody removed from a walk gets an empty base. Refuses `protocol-too-old`; throws
 * `StoreAwayError`, as do the pages.
 */
export async function startPull(store: Store, pull: Pull): Promise<Outcome<StartedPull>> {
  try {
    const { epoch, protocolMin } = await readServerMeta(store)
    if (pull.request.protocol < protocolMin) return refuse('protocol-too-old')
    const pages = readPages(store, { ...pull, epoch })
    const first = await pages.next()
    const isAsked = Object.keys(pull.request.cursors).length > 0
    if (first.done && isAsked) return refuse('forbidden')
    return succeed({
      epoch,
      serverTime: new Date(pull.now).toISOString(),
      isLong: !first.done && first.value[1].more,
      pages: first.done ? pages : startingWith(first.value, pages),
    })
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Like `startPull`, but collects every page. */
export async function pullChanges(store: Store, pull: Pull): Promise<Outcome<PullReply>> {
  const started = await startPull(store, pull)
  return started.ok ? succeed(await wholeOf(started.value)) : started
}

export async function wholeOf({ epoch, serverTime, pages }: StartedPull): Promise<PullReply> {
  const spaces: Record<Uuid, FeedPage> = {}
  for await (const [spaceId, page] of pages) spaces[spaceId] = page
  return { epoch, serverTime, spaces }
}

async function* startingWith(
  first: SpacePage,
  rest: AsyncIterable<SpacePage>,
): AsyncGenerator<SpacePage> {
  yield first
  yield* rest
}

/** Few enough that one phone's many walks leave connections for others. */
const spacesAtOnce = 4

async function* readPages(
  store: Store,
  { principal, request, epoch }: Pull & { epoch: Uuid },
): AsyncGenerator<SpacePage> {
  const asked = Object.entries(request.cursors)
  const start = ([spaceId, cursor]: (typeof asked)[number]) => {
    const page = readAs(store, { principal, spaceId, cursor, request, epoch })
    // Handled when its turn comes; ignored when one before it has failed.
    page.catch(() => undefined)
    return { spaceId, page }
  }
  const reading = asked.slice(0, spacesAtOnce).map(start)
  for (let next = spacesAtOnce; ; next += 1) {
    const first = reading.shift()
    if (!first) return
    const page = await first.page.catch((error: unknown) => {
      throw storeErrorOf(error)
    })
    const another = asked[next]
    if (another) reading.push(start(another))
    if (page) yield [first.spaceId, page]
  }
}

interface PageAsked extends Pick<Pull, 'principal' | 'request'> {
  spaceId: Uuid
  cursor: Cursor
  epoch: Uuid
}

/** An empty page that resets the reader: its copy of a walk is deleted when its membership has ended. */
const emptyBase: FeedPage = { cursor: startCursor, more: false, reset: true, rows: [] }

async function readAs(
  store: Store,
  { principal, request, spaceId, cursor, epoch }: PageAsked,
): Promise<FeedPage | undefined> {
  const reader = actorInSpace(principal, spaceId)
  if (!reader || !mayPull(reader)) return undefined
  if (!reader.isMember) return emptyBase
  const page = await readPage(
    store.prepared,
    { municipalityId: principal.municipalityId, spaceId },
    {
      cursor,
      limit: request.limit ?? limits.pullRows,
      // A phone that has never seen an epoch starts from nothing anyway.
      restart: request.epoch !== epoch && cursor !== startCursor,
    },
  )
  return page && pageFor(page, reader)
}

const mayPull = ({ actor }: ActorInSpace): boolean =>
  actor.kind === 'device' || (actor.kind === 'account' && mayUseDesk(actor.role))

/**
 * Returns the page as its reader may see it. A page that is not full ends at the head of its own snapshot, so that numbers of deleted
 * rows are not requested again.
 */
function pageFor(page: StoredPage, { actor }: ActorInSpace): FeedPage {
  const last = page.rows.at(-1)
  return {
    cursor: page.isFull && last ? last.seq : page.head.toString(),
    more: page.isFull,
    ...(page.isRestart ? { reset: true as const } : {}),
    rows: visibleRows(page.rows, actor),
  }
}
