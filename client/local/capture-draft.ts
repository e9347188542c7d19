import type { Uuid } from '../../shared/identifiers.ts'
import type { Draft, PreparedPhoto } from './draft.ts'
import { deleteDraft, newestDraft, writeDraft } from './draft-store.ts'
import { photosOf } from './outbox-reads.ts'
import { findPhoto, readBytes, removePhoto, storePhoto } from './photo-queue.ts'
import { photoChunkBytes, type PhotoRecord } from './photo-record.ts'
import type { PhoneContext } from './phone-context.ts'
import { makeId, phoneTime } from './phone-environment.ts'

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

export function loadDraft({ outbox }: PhoneContext): Promise<Draft | undefined> {
  return outbox.read(['draft'], newestDraft)
}

export async function saveDraft(context: PhoneContext, draft: Draft): Promise<void> {
  await context.outbox.write(['draft'], (transaction) => writeDraft(transaction, draft))
  context.notices.publish({ kind: 'draft' })
}

export async function discardDraft(context: PhoneContext, observationId: Uuid): Promise<void> {
  await context.outbox.write(draftStores, async (transaction) => {
    await deleteDraft(transaction, observationId)
    for (const photo of await photosOf(transaction, observationId)) {
      if (photo.state === 'draft') await removePhoto(transaction, photo.photoId)
    }
  })
  context.notices.publish({ kind: 'draft' })
}

/** The record of a photo whose bytes are about to be stored; hashed before the transaction begins. */
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

/** Photo and draft together: after the camera has killed the page, both are there or neither (A3). */
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

/** A photo of a saved pin goes only when the mended pin is saved. */
export async function removeDraftPhoto(
  context: PhoneContext,
  draft: Draft,
  photoId: Uuid,
): Promise<void> {
  const photoIds = draft.photoIds.filter((id) => id !== photoId)
  await context.outbox.write(draftStores, async (transaction) => {
    const record = await findPhoto(transaction, photoId)
    if (record?.state === 'draft') await removePhoto(transaction, photoId)
    await writeDraft(transaction, { ...draft, photoIds, updatedAt: phoneTime(context.environment) })
  })
  context.notices.publish({ kind: 'draft' })
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
