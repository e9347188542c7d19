import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Outcome } from '../../../shared/problem.ts'
import { readFact, writeFact } from '../../local/database/identity.ts'
import type { SpaceHead } from '../../local/database/observation-cache.ts'
import type { OfflineReadiness } from '../../../shared/walk/offline-readiness.ts'
import type { LeaderNotes, NoteName } from '../../local/walks/leader-notes.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import type { WaitingInWalk } from '../../local/walks/walk-membership.ts'
import { readWalks, type StoredWalk } from '../../local/walks/walk-memory.ts'
import type { ApiClient } from '../http/api-client.ts'
import type { PhoneMoves } from './move-phone.ts'

export type { StoredWalk } from '../../local/walks/walk-memory.ts'

export interface KnownWalks {
  joined: StoredWalk[]
  current: StoredWalk | undefined
  /** False until all rows of the current walk have arrived on this phone once. */
  isFetched: boolean
}

/** The walks that this phone takes part in; readable without a network, the last joined first. */
export interface JoinedWalks {
  preview(code: string): Promise<Outcome<Reply<'previewWalk'>>>
  /** Joins, or signs this phone in again; makes the walk the current one and wakes the sync loop. */
  join(code: string, displayName?: string): Promise<Outcome<StoredWalk>>
  /** Returns whose unsent work keeps another person from joining under this name; `undefined`: nobody's (H3). */
  otherAuthor(displayName: string): Promise<string | undefined>
  /** Returns the walks with the newest `walk` row of the feed instead of the one at joining; the current one is among them. */
  read(): Promise<KnownWalks>
  setCurrent(walkId: Uuid): Promise<void>
  /** Sets another name, or none, in one walk: on the phone at once, and sent to the server when there is a network. */
  rename(walkId: Uuid, displayName: string): Promise<void>
  /**
   * Removes this phone from a walk, also without a network. Returns how much of the walk has not been delivered: then nothing has
   * changed. Sent work stays sent; the code lets the person join again.
   */
  leave(walkId: Uuid): Promise<number>
  /** Returns what this phone still holds of a walk. */
  waiting(walkId: Uuid): Promise<WaitingInWalk>
  /** Returns what the leader of this phone last noted of a walk. */
  readNote<Name extends keyof LeaderNotes>(
    which: NoteName<Name>,
  ): Promise<LeaderNotes[Name] | undefined>
  keepNote<Name extends keyof LeaderNotes>(
    which: NoteName<Name>,
    note: LeaderNotes[Name],
  ): Promise<void>
  /** Notes whether this phone is ready, for the next report to the server. */
  keepReadiness(readiness: OfflineReadiness): Promise<void>
  /** Going on with another phone. */
  moves(): Promise<PhoneMoves>
  subscribe(listener: () => void): () => void
}

export interface JoinedWalksOptions {
  context: PhoneContext
  api: ApiClient
  onJoined: () => void
  /** A change of this phone's part in a walk has to be sent to the server. */
  onChanged: () => void
}

/** Nobody who pins needs it, so it is loaded when somebody changes the name, leaves, or asks who comes or is home. */
const part = () => import('./walk-part.ts')

const moving = () => import('./move-phone.ts')

/** Needed once for each walk. */
const joining = () => import('./join-walk.ts')

export function createJoinedWalks(options: JoinedWalksOptions): JoinedWalks {
  const { context, api } = options
  const { outbox, notices } = context
  return {
    preview: (code) => api.call('previewWalk', { params: { code } }),
    join: async (code, name) => (await joining()).joinWalk(options, { code, displayName: name }),
    otherAuthor: async (name) => (await joining()).otherAuthor(context, name),
    read: () => readKnown(context),
    setCurrent: async (walkId) => {
      await outbox.write(['identity'], (tx) =>
        writeFact(tx, { key: 'current-walk', value: walkId }),
      )
      notices.publish({ kind: 'walks' })
    },
    rename: async (walkId, name) => (await part()).renameIn(options, walkId, name),
    leave: async (walkId) => (await part()).leaveWalk(options, walkId),
    waiting: async (walkId) => (await part()).readWaiting(context, walkId),
    readNote: async (which) => (await part()).readLeaderNote(context, which),
    keepNote: async (which, note) => (await part()).keepLeaderNote(context, which, note),
    keepReadiness: async (readiness) => (await part()).keepReadiness(options, readiness),
    moves: async () => (await moving()).createMoves(options),
    subscribe: (listener) =>
      notices.subscribe((notice) => {
        const isWalkRow = notice.kind === 'base' && (notice.ids?.includes(notice.space) ?? true)
        if (notice.kind === 'walks' || isWalkRow) listener()
      }),
  }
}

/** Both databases are read at the same time: every start waits for this first. */
async function readKnown({ outbox, cache }: PhoneContext): Promise<KnownWalks> {
  const [{ stored, currentId }, heads] = await Promise.all([
    outbox.read(['identity'], async (transaction) => {
      const [stored, currentId] = await Promise.all([
        readWalks(transaction),
        readFact(transaction, 'current-walk'),
      ])
      return { stored, currentId }
    }),
    // A missing or broken cache must not keep anybody from capturing.
    cache.heads().catch(() => new Map<Uuid, SpaceHead>()),
  ])
  const joined = stored.map((one) => ({ ...one, walk: heads.get(one.walk.id)?.walk ?? one.walk }))
  const current = joined.find(({ walk }) => walk.id === currentId) ?? joined[0]
  const isFetched = current !== undefined && (heads.get(current.walk.id)?.isFetched ?? false)
  return { joined, current, isFetched }
}
