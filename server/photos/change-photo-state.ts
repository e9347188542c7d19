import type { Transaction } from 'kysely'
import type { Observation, ObservationEventKind } from '../../shared/observation/observation.ts'
import type { PhotoState } from '../../shared/observation/photo.ts'
import type { ChangeFeed } from '../feed/change-feed.ts'
import { writeChanges } from '../store/spaces/batch-writes.ts'
import type { Store } from '../store/database/database.ts'
import { lockSpace, type SpaceKey } from '../store/spaces/feed-store.ts'
import { findObservations } from '../store/observations/observation-store.ts'
import { findPhoto, setPhotoState, type PhotoKey } from '../store/photos/photo-store.ts'
import type { Database } from '../store/database/schema.ts'

export interface PhotoStateChange {
  state: PhotoState
  /** Given when the bytes are deleted as well. */
  receivedBytes?: number
}

interface Surroundings {
  store: Store
  feed: ChangeFeed
  now: () => number
}

const eventKinds: Partial<Record<PhotoState, ObservationEventKind>> = {
  stored: 'photo-stored',
  rejected: 'photo-rejected',
}

/**
 * Changes the state of an announced photo in its observation, where phones and desk see it, through the same door as any mutation.
 * A photo that is stored or rejected already is left alone.
 */
export async function changePhotoState(
  { store, feed, now }: Surroundings,
  key: PhotoKey,
  change: PhotoStateChange,
): Promise<void> {
  const { walkId } = (await findPhoto(store.db, key)) ?? {}
  if (!walkId) return
  const space = { municipalityId: key.municipalityId, spaceId: walkId }
  const at = new Date(now()).toISOString()
  const head = await store.db
    .transaction()
    .execute((tx) => changeUnderLock(tx, { space, key, change, at }))
  if (head !== undefined) feed.publish({ ...space, head: head.toString() })
}

interface ChangeAsked {
  space: SpaceKey
  key: PhotoKey
  change: PhotoStateChange
  at: string
}

async function changeUnderLock(
  tx: Transaction<Database>,
  { space, key, change, at }: ChangeAsked,
): Promise<bigint | undefined> {
  const head = await lockSpace(tx, space)
  const photo = await findPhoto(tx, key)
  if (head === undefined || !photo?.observationId) return undefined
  if (photo.state === 'stored' || photo.state === 'rejected') return undefined
  await setPhotoState(tx, key, { ...change, at })
  const found = await findObservations(tx, key.municipalityId, [photo.observationId])
  const observation = found.get(photo.observationId)
  if (!observation) return undefined
  const seq = head + 1n
  const body = withPhotoState(observation, { ...change, photoId: key.photoId, at })
  const kind = eventKinds[change.state]
  const subject = { kind: 'observation', id: body.id } as const
  const event = { seq, subject, mutationId: null, capturedAt: null }
  const actor = { kind: 'system', id: null, label: 'system' } as const
  const data = { photoId: key.photoId }
  const events = kind ? [{ ...event, kind, actor, data }] : []
  const changed = [{ kind: 'observation', seq, body }] as const
  await writeChanges(tx, space, { changed, head: seq, events, receivedAt: at })
  return seq
}

const withPhotoState = (
  observation: Observation,
  { photoId, state, at }: { photoId: string; state: PhotoState; at: string },
): Observation => ({
  ...observation,
  updatedAt: at,
  photos: observation.photos.map((photo) =>
    photo.photoId === photoId ? { ...photo, state } : photo,
  ),
})
