import type { Reply } from '../../../shared/contract/api-contract.ts'
import { tidyName } from '../../../shared/text/display-name.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { readClientId, readFact, writeFact } from '../../local/database/identity.ts'
import { forgetChange } from '../../local/walks/membership-changes.ts'
import { beginNewReceiptLog } from '../../local/outbox/receipt-log.ts'
import type { SpaceHead } from '../../local/database/observation-cache.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import { makeId, makeSecret } from '../../local/phone/phone-environment.ts'
import { readWalks, writeWalk, type StoredWalk } from '../../local/walks/walk-memory.ts'
import type { ApiClient } from '../http/api-client.ts'
import { otherAuthor } from './other-author.ts'

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
  subscribe(listener: () => void): () => void
}

export interface JoinedWalksOptions {
  context: PhoneContext
  api: ApiClient
  onJoined: () => void
  /** A change of this phone's part in a walk has to be sent to the server. */
  onChanged: () => void
}

/** Nobody who pins needs it, so it is loaded when somebody changes the name or leaves. */
const part = () => import('./walk-part.ts')

export function createJoinedWalks(options: JoinedWalksOptions): JoinedWalks {
  const { context, api } = options
  const { outbox, notices } = context
  return {
    preview: (code) => api.call('previewWalk', { params: { code } }),
    join: (code, displayName) => join(options, { code, displayName }),
    otherAuthor: (displayName) => otherAuthor(context, displayName),
    read: () => readKnown(context),
    setCurrent: async (walkId) => {
      await outbox.write(['identity'], (tx) =>
        writeFact(tx, { key: 'current-walk', value: walkId }),
      )
      notices.publish({ kind: 'walks' })
    },
    rename: async (walkId, name) => (await part()).renameIn(options, walkId, name),
    leave: async (walkId) => (await part()).leaveWalk(options, walkId),
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

interface JoinRequest {
  code: string
  displayName: string | undefined
}

async function join(
  options: JoinedWalksOptions,
  request: JoinRequest,
): Promise<Outcome<StoredWalk>> {
  const { context, onJoined } = options
  const { clientId, deviceKey } = await readSelf(context)
  const first = await ask(options, { ...request, deviceKey }, clientId)
  const mayTakeNewId = !first.ok && first.problem.code === 'client-id-in-use'
  // This phone has lost cookie and key, or the number belongs to another phone: a new id is as good, and waiting work is sent under
  // it.
  const outcome = mayTakeNewId
    ? await ask(options, { ...request, deviceKey }, makeId(context.environment))
    : first
  if (!outcome.ok) return outcome
  const stored = await keep(context, outcome.value, request.code)
  context.notices.publish({ kind: 'walks' })
  onJoined()
  return succeed(stored)
}

/** Made before it is first sent, so that this phone has its key even when the answer is lost. */
function readSelf({ outbox, environment }: PhoneContext) {
  return outbox.write(['identity'], async (transaction) => {
    const clientId = await readClientId(transaction)
    const known = await readFact(transaction, 'device-key')
    const deviceKey = known ?? makeSecret(environment)
    if (known === undefined) await writeFact(transaction, { key: 'device-key', value: deviceKey })
    return { clientId, deviceKey }
  })
}

function ask(
  { api }: JoinedWalksOptions,
  { code, displayName, deviceKey }: JoinRequest & { deviceKey: string },
  clientId: Uuid,
): Promise<Outcome<JoinedWalk>> {
  const name = tidyName(displayName ?? '')
  const body = { code, clientId, deviceKey, ...(name ? { displayName: name } : {}) }
  return api.call('joinWalk', { body })
}

async function keep(
  { outbox }: PhoneContext,
  joined: JoinedWalk,
  code: string,
): Promise<StoredWalk> {
  const { stored, highestSeq } = await outbox.write(['identity'], async (transaction) => {
    const known = await readWalks(transaction)
    const joinOrder = Math.max(0, ...known.map((walk) => walk.joinOrder)) + 1
    const walk: StoredWalk = { ...joined, code, joinOrder }
    await writeWalk(transaction, walk)
    await forgetChange(transaction, joined.walk.id)
    if ((await readClientId(transaction)) !== joined.clientId) await beginNewReceiptLog(transaction)
    await writeFact(transaction, { key: 'client', value: joined.clientId })
    await writeFact(transaction, { key: 'current-walk', value: joined.walk.id })
    return { stored: walk, highestSeq: (await readFact(transaction, 'sequence')) ?? 0 }
  })
  outbox.mark({ clientId: joined.clientId, highestSeq })
  return stored
}
