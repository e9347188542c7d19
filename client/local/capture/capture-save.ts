import { applyCapture } from '../../../shared/observation/capture-mutations.ts'
import { findCategory } from '../../../shared/observation/categories.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { PhotoAnnouncement } from '../../../shared/observation/photo.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { forgetRescued } from './draft-rescue.ts'
import { deleteDraft } from './draft-store.ts'
import type { Draft } from './draft.ts'
import { entriesOf, photosOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { queuePhoto } from '../outbox/photo-queue.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { readFrame } from '../walks/walk-identity.ts'

export type CreateArgs = ObservationArgs<'observation.create@1'>

export function announcement({ photoId, sha256, size, mime }: PhotoRecord): PhotoAnnouncement {
  return { photoId, sha256, size, mime }
}

/** Returns the create mutation of a draft; fields left open are omitted, so that the server's defaults apply. */
export function createArgs(draft: Draft, photos: readonly PhotoRecord[]): Outcome<CreateArgs> {
  const { observationId, category, position, place, text, severity, feeling, ownerType } = draft
  const { stop, writtenFor } = draft
  if (category === null || !findCategory(category)) return refuse('unknown-category')
  if (position === null) return refuse('invalid-arguments')
  return succeed({
    observationId,
    category,
    position,
    ...(place.trim() === '' ? {} : { place: place.trim() }),
    ...(text.trim() === '' ? {} : { text }),
    ...(severity === null ? {} : { severity }),
    ...(feeling === null ? {} : { feeling }),
    ...(ownerType === null ? {} : { ownerType }),
    ...(stop ? { stop } : {}),
    ...(writtenFor ? { writtenFor } : {}),
    ...(photos.length === 0 ? {} : { photos: photos.map(announcement) }),
  })
}

/** Returns the photos of the draft that are on this phone, in the draft's order. */
export function draftPhotos(draft: Draft, records: readonly PhotoRecord[]): PhotoRecord[] {
  return draft.photoIds.flatMap((id) => records.find(({ photoId }) => photoId === id) ?? [])
}

/**
 * Writes the mutation, its photo records and the removal of the draft in one strict transaction (A1, A2): when it aborts, the draft
 * is still there and nothing claims to be saved. A second save of the same draft changes nothing.
 */
export async function saveCapture(context: PhoneContext, draft: Draft): Promise<Outcome<void>> {
  const frame = await readFrame(context, draft.walkId)
  const stamp = captureStamp(context)
  const entity = draft.observationId
  const outcome = await writeWork({ context, entity }, async (transaction) => {
    // Requests are issued together where possible: on a slow phone every await costs time.
    const [known, records] = await Promise.all([
      entriesOf(transaction, entity),
      photosOf(transaction, entity),
    ])
    if (known.length > 0) return finishDraft(transaction, draft)
    const photos = draftPhotos(draft, records)
    const args = createArgs(draft, photos)
    if (!args.ok) return args
    const mutation = { name: 'observation.create@1', args: args.value } as const
    const allowed = applyCapture(undefined, mutation, mutationContext(frame, stamp.capturedAt))
    if (!allowed.ok) return allowed
    const entry = await appendEntry(transaction, { ...mutation, space: draft.walkId, stamp })
    if (!entry.ok) return entry
    const { clientSeq: announcedSeq } = entry.value
    const queueing = photos.map((photo) => queuePhoto(transaction, { ...photo, announcedSeq }))
    const [finished] = await Promise.all([finishDraft(transaction, draft), ...queueing])
    return finished
  })
  if (outcome.ok) draftIsGone(context, entity)
  return outcome
}

/** Notifies screens that list drafts, and deletes the rescued copy. */
export function draftIsGone({ environment, notices }: PhoneContext, observationId: Uuid): void {
  forgetRescued(environment, [observationId])
  notices.publish({ kind: 'draft' })
}

async function finishDraft(transaction: WriteTransaction, draft: Draft): Promise<Outcome<void>> {
  await deleteDraft(transaction, draft.observationId)
  return succeed(undefined)
}
