import type { Uuid } from '../../../shared/identifiers.ts'
import type { Draft, PreparedPhoto } from './draft.ts'
import { forgetRescued, rescuedDrafts } from './draft-rescue.ts'
import {
  allDrafts,
  byNewest,
  deleteDraft,
  findDraft,
  putDrafts,
  writeDraft,
} from './draft-store.ts'
import { takeKeepsake, type Keepsake } from './restore-deleted.ts'
import { photosOf } from '../outbox/outbox-reads.ts'
import { findPhoto, readBytes, removePhoto, storePhoto } from '../outbox/photo-queue.ts'
import { photoChunkBytes, type PhotoRecord } from '../outbox/photo-record.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { makeId, phoneTime } from '../phone/phone-environment.ts'

const draftStores = ['draft', 'photo', 'photoChunk'] as const

/** Nothing is stored yet: see `saveDraft`. */
export function newDraft({ environment }: PhoneContext, walkId: Uuid): Draft {
  return {
    observationId: makeId(environment),
    walkId,
    category: null,
    position: null,
    place: '',
    text: '',
    severity: null,
    feeling: null,
    ownerType: null,
    photoIds: [],
    updatedAt: phoneTime(environment),
  }
}

/** Returns every draft on this phone, the latest first, merged with what a page that ended abruptly has left. */
export async function listDrafts(context: PhoneContext): Promise<Draft[]> {
  await takeOverRescued(context)
  return context.outbox.read(['draft', 'photo'], async (transaction) => {
    const byState = transaction.objectStore('photo').index('state')
    const photos = (await byState.getAll('draft')) as PhotoRecord[]
    return (await allDrafts(transaction)).map((draft) => withOwnPhotos(draft, photos))
  })
}

/** A photo that was stored beside an older copy of the draft belongs to it as well. */
function withOwnPhotos(draft: Draft, photos: readonly PhotoRecord[]): Draft {
  const own = photos.filter(({ observationId }) => observationId === draft.observationId)
  const photoIds = new Set([...draft.photoIds, ...own.map(({ photoId }) => photoId)])
  return { ...draft, photoIds: [...photoIds] }
}

async function takeOverRescued({ outbox, environment }: PhoneContext): Promise<void> {
  const rescued = Object.values(rescuedDrafts(environment))
  if (rescued.length === 0) return
  await outbox.write(['draft'], async (transaction) => {
    for (const draft of rescued) {
      const stored = await findDraft(transaction, draft.observationId)
      if (!stored || byNewest(draft, stored) < 0) await writeDraft(transaction, draft)
    }
  })
  forgetRescued(
    environment,
    rescued.map(({ observationId }) => observationId),
  )
}

export async function saveDraft(context: PhoneContext, draft: Draft): Promise<void> {
  await context.outbox.write(['draft'], (transaction) => {
    putDrafts(transaction, [draft])
    return Promise.resolve()
  })
  forgetRescued(context.environment, [draft.observationId])
  context.notices.publish({ kind: 'draft' })
}

/** Returns what was deleted, for `putBack`. */
export async function discardDraft(context: PhoneContext, observationId: Uuid): Promise<Keepsake> {
  forgetRescued(context.environment, [observationId])
  const keepsake = await context.outbox.write(draftStores, async (transaction) => {
    const own = await photosOf(transaction, observationId)
    const photos = own.filter(({ state }) => state === 'draft')
    const kept = await takeKeepsake(transaction, { observationId, photos })
    await deleteDraft(transaction, observationId)
    for (const { photoId } of photos) await removePhoto(transaction, photoId)
    return kept
  })
  context.notices.publish({ kind: 'draft' })
  return keepsake
}

/** The record of a photo whose bytes are about to be stored; it is hashed before the transaction begins. */
export async function photoRecord(
  { environment }: PhoneContext,
  target: { observationId: Uuid; walkId: Uuid },
  photo: PreparedPhoto,
): Promise<PhotoRecord> {
  const size = photo.bytes.byteLength
  return {
    photoId: makeId(environment),
    observationId: target.observationId,
    space: target.walkId,
    sha256: await environment.sha256(photo.bytes),
    size,
    mime: photo.mime,
    width: photo.width,
    height: photo.height,
    chunks: Math.ceil(size / photoChunkBytes),
    state: 'draft',
    announcedSeq: 0,
    sentOffset: 0,
    startOvers: 0,
    problemText: null,
    sentAt: null,
  }
}

/** Stores photo and draft together: after the camera has killed the page, both are there or neither (A3). */
export async function addDraftPhoto(
  context: PhoneContext,
  draft: Draft,
  photo: PreparedPhoto,
): Promise<Uuid> {
  const record = await photoRecord(context, draft, photo)
  const photoIds = [...draft.photoIds, record.photoId]
  await context.outbox.writePhoto(draftStores, async (transaction) => {
    await storePhoto(transaction, record, photo.bytes)
    await writeDraft(transaction, { ...draft, photoIds, updatedAt: phoneTime(context.environment) })
  })
  context.notices.publish({ kind: 'draft' })
  return record.photoId
}

/** A photo of a saved pin is deleted only when the mended pin is saved. Returns what was deleted. */
export async function removeDraftPhoto(
  context: PhoneContext,
  draft: Draft,
  photoId: Uuid,
): Promise<Keepsake> {
  const photoIds = draft.photoIds.filter((id) => id !== photoId)
  const { observationId } = draft
  const keepsake = await context.outbox.write(draftStores, async (transaction) => {
    const record = await findPhoto(transaction, photoId)
    const photos = record?.state === 'draft' ? [record] : []
    const kept = await takeKeepsake(transaction, { observationId, photos })
    for (const { photoId: id } of photos) await removePhoto(transaction, id)
    await writeDraft(transaction, { ...draft, photoIds, updatedAt: phoneTime(context.environment) })
    return { ...kept, draft: null }
  })
  context.notices.publish({ kind: 'draft' })
  return keepsake
}

export function photoBytes(
  { outbox }: PhoneContext,
  photoId: Uuid,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return outbox.read(['photo', 'photoChunk'], (transaction) =>
    readBytes(transaction, { photoId, offset: 0, length: Number.MAX_SAFE_INTEGER }),
  )
}

export async function photoType(
  { outbox }: PhoneContext,
  photoId: Uuid,
): Promise<string | undefined> {
  const record = await outbox.read(['photo'], (transaction) => findPhoto(transaction, photoId))
  return record?.mime
}
