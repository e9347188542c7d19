import type { Photo } from '../../../shared/observation/photo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { DeliveryStatus } from './delivery-status.ts'
import { hasPendingEdit, isInBase, overlay, type SeenBase } from './observation-view.ts'
import { isWaiting, problemOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import type { Delivery, Pin, PinPhoto, PinPhotoState } from './pin.ts'
import type { WalkFrame } from '../walks/walk-memory.ts'

export interface PinParts {
  base: SeenBase
  /** Only of this observation. */
  entries: readonly OutboxEntry[]
  photos: readonly PhotoRecord[]
  frame: WalkFrame
  status: DeliveryStatus
}

/** Returns the pin as it is shown now, or nothing when there is neither a row nor own work. */
export function assemblePin(parts: PinParts): Pin | undefined {
  const { base, frame, photos, status } = parts
  const entries = parts.entries.filter(({ state }) => state !== 'replaced')
  const overlaid = overlay(base, entries, frame)
  if (!overlaid) return undefined
  const { observation, problem } = overlaid
  const receipts = entries.flatMap(({ settledAt }) => settledAt ?? [])
  return {
    id: observation.id,
    observation,
    delivery: deliveryOf(observation, parts),
    problem,
    receivedAt: base.observation?.receivedAt ?? receipts[0] ?? null,
    photos: mergePhotos(observation, photos, status),
    hasPendingEdit: hasPendingEdit(entries),
    isNeverSent:
      entries.length > 0 && entries.every(({ state }) => state === 'queued') && !base.observation,
    entryIds: entries.filter((entry) => !isInBase(entry, base)).map(({ id }) => id),
  }
}

function deliveryOf(observation: VisibleObservation, parts: PinParts): Delivery {
  const { entries, photos, status } = parts
  // A photo that could not be used reports that itself: the text may have arrived all the same.
  if (entries.some(({ state }) => state === 'refused')) return 'refused'
  const waiting = entries.filter(isWaiting)
  const waitingPhotos = photos.filter(({ state }) => state === 'waiting')
  if (waiting.length + waitingPhotos.length > 0) {
    if (status.needsSignIn) return 'waiting-for-sign-in'
    if (waiting.some(({ id }) => status.sendingEntries.has(id))) return 'sending'
    // Text that has arrived counts as received, whatever its photos still need; they report their own state.
    if (waiting.length > 0) return 'on-phone'
  }
  if (entries.some(({ state }) => state === 'parked')) return 'parked'
  return observation.isOwn || entries.length > 0 ? 'received' : 'from-others'
}

/** Returns the photos of an observation: those that its row names, then those that only this phone has. */
export function mergePhotos(
  observation: VisibleObservation,
  records: readonly PhotoRecord[],
  status: DeliveryStatus,
): PinPhoto[] {
  const byId = new Map<Uuid, PhotoRecord>(records.map((record) => [record.photoId, record]))
  const announced = observation.photos.flatMap((photo) => {
    const record = byId.get(photo.photoId)
    byId.delete(photo.photoId)
    // Unreadable, and not on this phone: there is nothing to see and nothing left to do.
    const isOver = record?.isDropped ?? (photo.state === 'rejected' && !record)
    return isOver ? [] : [mergePhoto(photo, record, status)]
  })
  // Announcements that the server refused: the picture is still here and still shown.
  const others = [...byId.values()].filter(
    ({ state, isDropped }) => state !== 'draft' && !isDropped,
  )
  return [...announced, ...others.map((record) => localPhoto(record, status))]
}

function mergePhoto(
  photo: Photo,
  record: PhotoRecord | undefined,
  status: DeliveryStatus,
): PinPhoto {
  const { photoId, size } = photo
  const isOnPhone = record !== undefined
  const facts = { photoId, size, isOnPhone }
  if (photo.state === 'stored') return { ...facts, sentBytes: size, state: 'stored' }
  if (photo.state === 'rejected') {
    return { ...facts, sentBytes: size, state: 'rejected', problem: { code: 'photo-unreadable' } }
  }
  if (record) return localPhoto(record, status)
  const isThere = photo.state === 'received'
  return { ...facts, sentBytes: isThere ? size : 0, state: isThere ? 'sent' : 'missing' }
}

function localPhoto(record: PhotoRecord, status: DeliveryStatus): PinPhoto {
  const { photoId, size, sentOffset } = record
  const problem = problemOf(record)
  const state = localState(record, status)
  const facts: PinPhoto = { photoId, size, sentBytes: sentOffset, state, isOnPhone: true }
  return problem ? { ...facts, problem } : facts
}

function localState(record: PhotoRecord, status: DeliveryStatus): PinPhotoState {
  if (record.state === 'sent' || record.state === 'rejected') return record.state
  return status.sendingPhoto === record.photoId ? 'sending' : 'on-phone'
}
