import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import { checkChange, isNeverSent, type Subject } from './capture-change.ts'
import { draftOfPin } from './capture-mend.ts'
import { draftPhotos } from './capture-save.ts'
import { findDraft, writeDraft } from './draft-store.ts'
import type { Draft } from './draft.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf, photosOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { writeWork } from '../phone/phone-context.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { makeId } from '../phone/phone-environment.ts'
import { asDraftPhoto, readChunks, removePhoto, writeChunks } from '../outbox/photo-queue.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import type { Pin } from '../pins/pin.ts'

interface Reopening {
  transaction: WriteTransaction
  subject: Subject
  /** The pin as a draft, still under its own id. */
  draft: Draft
  photos: readonly PhotoRecord[]
}

/**
 * Turns the saved pin into a draft again, with everything. What no server has becomes the draft itself. Anything that was tried
 * once may have arrived: it is withdrawn, and the draft continues under ids of its own, with copies of the photos.
 */
export async function reopenPin(subject: Subject, pin: Pin): Promise<Outcome<Draft>> {
  const { context, seen } = subject
  const draft = await draftOfPin(context, pin)
  const fresh = freshIds(subject, draft)
  const outcome = await writeWork(
    { context, entity: seen.id, isPhoto: draft.photoIds.length > 0 },
    async (transaction): Promise<Outcome<Draft>> => {
      const entries = await entriesOf(transaction, seen.id)
      const photos = draftPhotos(draft, await photosOf(transaction, seen.id))
      const reopening: Reopening = { transaction, subject, draft, photos }
      if (entries.every(isUntaken)) return takeBack(reopening, entries)
      return withdrawAndCopy(reopening, fresh)
    },
  )
  context.notices.publish({ kind: 'draft' })
  return outcome
}

/** No server has any of it: it was never tried, or refused. */
const isUntaken = (entry: OutboxEntry): boolean =>
  isNeverSent(entry) || entry.state === 'refused' || entry.state === 'replaced'

async function takeBack(
  { transaction, draft, photos }: Reopening,
  entries: readonly OutboxEntry[],
): Promise<Outcome<Draft>> {
  await noteRetired(transaction)
  for (const { id } of entries) await transaction.objectStore('mutation').delete(id)
  for (const photo of photos) await transaction.objectStore('photo').put(asDraftPhoto(photo))
  await writeDraft(transaction, draft)
  return succeed(draft)
}

interface FreshIds {
  observationId: Uuid
  /** By the id of the photo that is copied. */
  photoIds: ReadonlyMap<Uuid, Uuid>
}

/** Made before the transaction, which may run twice. */
function freshIds({ context: { environment } }: Subject, { photoIds }: Draft): FreshIds {
  return {
    observationId: makeId(environment),
    photoIds: new Map(photoIds.map((id) => [id, makeId(environment)])),
  }
}

async function withdrawAndCopy(reopening: Reopening, fresh: FreshIds): Promise<Outcome<Draft>> {
  const { transaction, subject, photos } = reopening
  const { seen, stamp } = subject
  const { observationId } = fresh
  const known = await findDraft(transaction, observationId)
  if (known) return succeed(known)
  if (!seen.isWithdrawn) {
    const args = { observationId: seen.id }
    const mutation = { name: 'observation.withdraw@1', args } as const
    const allowed = checkChange(subject, mutation)
    if (!allowed.ok) return allowed
    const entry = await appendEntry(transaction, { ...mutation, space: seen.walkId, stamp, seen })
    if (!entry.ok) return entry
  }
  const photoIds: Uuid[] = []
  for (const photo of photos) photoIds.push(await copyToDraft(transaction, photo, fresh))
  const draft = { ...reopening.draft, observationId, photoIds }
  await writeDraft(transaction, draft)
  return succeed(draft)
}

/** The bytes move to the draft; unsent ones are not sent for a withdrawn pin. */
async function copyToDraft(
  transaction: WriteTransaction,
  photo: PhotoRecord,
  { observationId, photoIds }: FreshIds,
): Promise<Uuid> {
  const photoId = photoIds.get(photo.photoId) ?? photo.photoId
  const chunks = await readChunks(transaction, photo)
  await writeChunks(transaction, { ...asDraftPhoto(photo), photoId, observationId }, chunks)
  if (photo.state !== 'sent') await removePhoto(transaction, photo.photoId)
  return photoId
}

/** Reverts the person's own withdrawal: without a trace while it was never sent, otherwise by asking for the pin again. */
export async function restorePin(subject: Subject): Promise<Outcome<void>> {
  const { context, seen, stamp } = subject
  const mutation = { name: 'observation.restore@1', args: { observationId: seen.id } } as const
  const allowed = checkChange(subject, mutation)
  if (!allowed.ok) return allowed
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const withdrawal = (await entriesOf(transaction, seen.id)).findLast(isWithdrawal)
    if (withdrawal && isNeverSent(withdrawal)) {
      await removeEntry(transaction, withdrawal)
      return succeed(undefined)
    }
    const entry = await appendEntry(transaction, { ...mutation, space: seen.walkId, stamp, seen })
    return entry.ok ? succeed(undefined) : entry
  })
}

const isWithdrawal = ({ name }: OutboxEntry) => name === 'observation.withdraw'

async function removeEntry(transaction: WriteTransaction, { id }: OutboxEntry): Promise<void> {
  await noteRetired(transaction)
  await transaction.objectStore('mutation').delete(id)
}

/** Deletes a comment that was never sent; false when it is being sent or has arrived, and stays. */
export async function takeBackComment(
  { context, seen }: Pick<Subject, 'context' | 'seen'>,
  commentId: Uuid,
): Promise<Outcome<boolean>> {
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const comment = (await entriesOf(transaction, seen.id)).find(
      (entry) => isCommentWith(entry, commentId) && isNeverSent(entry),
    )
    if (comment) await removeEntry(transaction, comment)
    return succeed(comment !== undefined)
  })
}

const isCommentWith = (entry: OutboxEntry, commentId: Uuid): boolean =>
  entry.name === 'observation.comment' &&
  (argsOf(entry) as { commentId?: Uuid }).commentId === commentId
