import type { Uuid } from '../../../shared/identifiers.ts'
import type { Draft } from '../capture/draft.ts'
import { readFact, writeFact, type MembershipChange } from '../database/identity.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { deleteWalk, readWalk, readWalks, writeWalk } from './walk-memory.ts'

/** Stores that leaving a walk reads and writes. */
export const partStores = ['mutation', 'photo', 'draft', 'identity'] as const

/** Sets the name of this phone's person in a walk; it is sent when there is a network. Returns false for an unknown walk. */
export async function renamePart(
  transaction: WriteTransaction,
  walkId: Uuid,
  displayName: string | null,
): Promise<boolean> {
  const stored = await readWalk(transaction, walkId)
  if (!stored) return false
  await writeWalk(transaction, { ...stored, displayName })
  await noteChange(transaction, walkId, { displayName })
  return true
}

/** Deletes the walk, unless something of it has not been delivered: then it returns how much that is, and nothing has changed. */
export async function leavePart(transaction: WriteTransaction, walkId: Uuid): Promise<number> {
  const { unsent, refused } = await waitingIn(transaction, walkId)
  if (unsent + refused > 0) return unsent + refused
  await deleteWalk(transaction, walkId)
  if ((await readFact(transaction, 'current-walk')) === walkId) {
    const [next] = await readWalks(transaction)
    if (next) await writeFact(transaction, { key: 'current-walk', value: next.walk.id })
    else await transaction.objectStore('identity').delete('current-walk')
  }
  await noteChange(transaction, walkId, { hasLeft: true })
  return 0
}

/** What would be unreachable without the walk. */
export interface WaitingInWalk {
  /** Drafts, and what has not been sent. */
  unsent: number
  /** What the server has not accepted, for its person to mend. */
  refused: number
}

export async function waitingIn(
  transaction: ReadTransaction,
  walkId: Uuid,
): Promise<WaitingInWalk> {
  const spaces = await spacesOfPart(transaction, walkId)
  const mutations = transaction.objectStore('mutation').index('waiting')
  const [waiting, refused, photos, drafts] = await Promise.all([
    Promise.all(spaces.map((space) => mutations.count(spaceRange(space)))),
    transaction.objectStore('mutation').index('state').getAll('refused') as Promise<OutboxEntry[]>,
    transaction.objectStore('photo').getAll() as Promise<PhotoRecord[]>,
    transaction.objectStore('draft').getAll() as Promise<{ text: string }[]>,
  ])
  const isHere = ({ space }: { space: Uuid }) => spaces.includes(space)
  const photosIn = (state: PhotoRecord['state']) =>
    photos.filter((photo) => isHere(photo) && photo.state === state).length
  const begun = drafts.filter(({ text }) => (JSON.parse(text) as Draft).walkId === walkId)
  return {
    unsent: waiting.reduce((sum, n) => sum + n, photosIn('waiting') + begun.length),
    refused: refused.filter(isHere).length + photosIn('rejected'),
  }
}

/** The walk, and the one that a follow-up walk looks at again, unless another walk of this phone needs that as well. */
export async function spacesOfPart(transaction: ReadTransaction, walkId: Uuid): Promise<Uuid[]> {
  const walks = (await readWalks(transaction)).map(({ walk }) => walk)
  const earlier = walks.find(({ id }) => id === walkId)?.follows
  const others = walks.filter(({ id }) => id !== walkId)
  const isNeeded = others.some(({ id, follows }) => id === earlier || follows === earlier)
  return earlier === undefined || isNeeded ? [walkId] : [walkId, earlier]
}

const spaceRange = (walkId: Uuid) => IDBKeyRange.bound([walkId], [walkId, []])

async function noteChange(
  transaction: WriteTransaction,
  walkId: Uuid,
  change: MembershipChange,
): Promise<void> {
  const changes = (await readFact(transaction, 'membership-changes')) ?? {}
  await writeFact(transaction, {
    key: 'membership-changes',
    value: { ...changes, [walkId]: change },
  })
}
