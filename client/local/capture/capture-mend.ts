import { applyCapture } from '../../../shared/observation/capture-mutations.ts'
import type { EditableFields } from '../../../shared/observation/observation.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { announcePhoto } from './capture-change.ts'
import { changesFrom } from './changes-from.ts'
import { createArgs, draftIsGone, draftPhotos } from './capture-save.ts'
import { takeKeepsake, type Keepsake } from './restore-deleted.ts'
import { deleteDraft } from './draft-store.ts'
import type { Draft } from './draft.ts'
import { asReplaced, reissue } from '../outbox/outbox-answers.ts'
import { isCreate, isWaiting, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { withAuthor } from '../pins/observation-view.ts'
import { entriesOf, photosOf } from '../outbox/outbox-reads.ts'
import { appendEntry, rewriteArgs, type CaptureStamp } from '../outbox/outbox-writes.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { makeId, phoneTime, type PhoneEnvironment } from '../phone/phone-environment.ts'
import { dropPhoto, queuePhoto, removePhoto } from '../outbox/photo-queue.ts'
import type { Pin } from '../pins/pin.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext, type WalkFrame } from '../walks/walk-memory.ts'
import { undeliverable } from '../outbox/work-gate.ts'

const isRefused = (entry: OutboxEntry): boolean => entry.state === 'refused'
const isUndelivered = (entry: OutboxEntry): boolean => isRefused(entry) || isWaiting(entry)

async function put(transaction: WriteTransaction, entries: readonly OutboxEntry[]): Promise<void> {
  for (const entry of entries) await transaction.objectStore('mutation').put(entry)
}

/**
 * Queues refused work again under new ids at its old place in the order; rejected photos start over. Work that the contract would
 * refuse again stays where it is, so that the person can change it.
 */
export async function retryPin(context: PhoneContext, pinId: Uuid): Promise<void> {
  const { environment } = context
  await writeWork({ context, entity: pinId }, async (transaction) => {
    for (const entry of await entriesOf(transaction, pinId)) {
      if (isRefused(entry) && undeliverable(entry)) continue
      if (isRefused(entry)) await put(transaction, reissue(entry, makeId(environment)))
      else if (isWaiting(entry) && entry.nextAt !== null) {
        await put(transaction, [{ ...entry, nextAt: null }])
      }
    }
    for (const photo of await photosOf(transaction, pinId)) {
      if (photo.state !== 'rejected') continue
      await queuePhoto(transaction, { ...photo, sentOffset: 0, startOvers: 0 })
    }
    return succeed(undefined)
  })
}

/** Keeps what the server has, and deletes what it has not accepted, with its photos. Returns what was deleted, for `putBack`. */
export async function discardPin(context: PhoneContext, pinId: Uuid): Promise<Keepsake> {
  const outcome = await writeWork<Keepsake>({ context, entity: pinId }, async (transaction) => {
    const known = await entriesOf(transaction, pinId)
    const isAtServer = known.some(({ state }) => state === 'acked' || state === 'parked')
    const entries = isAtServer ? known.filter(isUndelivered) : known
    const all = await photosOf(transaction, pinId)
    const photos = isAtServer ? all.filter(({ state }) => state !== 'sent') : all
    const keepsake = await takeKeepsake(transaction, { observationId: pinId, entries, photos })
    await noteRetired(transaction)
    for (const { id } of entries) await transaction.objectStore('mutation').delete(id)
    for (const { photoId } of photos) await removePhoto(transaction, photoId)
    await deleteDraft(transaction, pinId)
    return succeed(keepsake)
  })
  if (!outcome.ok) throw new Error('deleting is never refused')
  draftIsGone(context, pinId)
  return outcome.value
}

/** Deletes a photo that could not be used from this phone: the text stays as it is, and nothing needs the person any more. */
export async function forgetPhoto(
  context: PhoneContext,
  { pinId, photoId }: { pinId: Uuid; photoId: Uuid },
): Promise<void> {
  await writeWork({ context, entity: pinId }, async (transaction) => {
    await dropPhoto(transaction, photoId)
    return succeed(undefined)
  })
}

/** Returns the pin as it would be if all typed values had been accepted, ready to be mended. */
export async function draftOfPin(context: PhoneContext, { observation }: Pin): Promise<Draft> {
  const photos = await context.outbox.read(['photo'], (transaction) =>
    photosOf(transaction, observation.id),
  )
  const { place, text, feeling, ownerType, category, position, severity } = observation
  const { stop, writtenFor } = observation
  const draft: Draft = {
    observationId: observation.id,
    walkId: observation.walkId,
    ...{ category, position, place, text, severity, feeling, ownerType, stop, writtenFor },
    photoIds: photos.filter(({ isDropped }) => !isDropped).map(({ photoId }) => photoId),
    updatedAt: phoneTime(context.environment),
  }
  const typed = observation.suggestions.map(({ field, value }) => [field, value] as const)
  return { ...draft, ...(Object.fromEntries(typed) as Partial<EditableFields>) }
}

/** A mended version replaces the refused work: under a new id, never beside it (E4). */
export async function mendPin(
  context: PhoneContext,
  seen: VisibleObservation,
  draft: Draft,
): Promise<Outcome<void>> {
  const stamps = [captureStamp(context), ...draft.photoIds.map(() => captureStamp(context))]
  const { environment } = context
  const frame = await readFrame(context, draft.walkId)
  const entity = seen.id
  const outcome = await writeWork(
    { context, entity },
    async (transaction): Promise<Outcome<void>> => {
      const entries = await entriesOf(transaction, entity)
      const refusedCreate = entries.find((entry) => isCreate(entry) && isRefused(entry))
      const mending: Mending = { transaction, entries, draft, seen, stamps, frame, environment }
      return refusedCreate ? mendCreate(mending, refusedCreate) : mendEdit(mending)
    },
  )
  if (outcome.ok) draftIsGone(context, draft.observationId)
  return outcome
}

interface Mending {
  transaction: WriteTransaction
  entries: readonly OutboxEntry[]
  draft: Draft
  seen: VisibleObservation
  /** One number for the edit and one for each photo. */
  stamps: readonly CaptureStamp[]
  frame: WalkFrame
  environment: PhoneEnvironment
}

/** The draft includes the edits and announcements after the create; comments are queued again behind it. */
async function mendCreate(mending: Mending, refused: OutboxEntry): Promise<Outcome<void>> {
  const { transaction, entries, draft, frame, environment } = mending
  const records = await photosOf(transaction, draft.observationId)
  const args = createArgs(draft, draftPhotos(draft, records))
  if (!args.ok) return args
  const mutation = { name: 'observation.create@1', args: args.value } as const
  const allowed = applyCapture(undefined, mutation, mutationContext(frame, refused.capturedAt))
  if (!allowed.ok) return allowed
  const [old, fresh] = reissue(refused, makeId(environment))
  await noteRetired(transaction)
  await put(transaction, [old])
  const rewritten = await rewriteArgs(transaction, fresh, args.value)
  if (!rewritten.ok) return rewritten
  for (const entry of entries.filter((one) => !isCreate(one) && isUndelivered(one))) {
    if (entry.name !== 'observation.comment') await put(transaction, [asReplaced(entry, fresh)])
    else if (isRefused(entry)) await put(transaction, reissue(entry, makeId(environment)))
  }
  for (const photo of records) {
    const isKept = draft.photoIds.includes(photo.photoId)
    if (!isKept) await removePhoto(transaction, photo.photoId)
    else await queuePhoto(transaction, { ...photo, announcedSeq: fresh.clientSeq })
  }
  await deleteDraft(transaction, draft.observationId)
  return succeed(undefined)
}

/** What is no field of the pin, and stays beside its edit. */
const keptNames = [
  'observation.comment',
  'photo.announce',
  'observation.see-too',
  'observation.answer-question',
  'observation.not-solved',
]

/** The server has the pin: its refused changes are replaced by one edit; comments and photos are queued again. */
async function mendEdit(mending: Mending): Promise<Outcome<void>> {
  const { transaction, entries, draft, seen, frame, environment } = mending
  const stamp = mending.stamps[0] ?? raise('a mend needs a stamp')
  const changes = changesFrom(seen, valuesOf(draft))
  const args = { observationId: seen.id, changes }
  const mutation = { name: 'observation.edit@1', args } as const
  const hasChanges = Object.keys(changes).length > 0
  const rules = mutationContext(frame, stamp.capturedAt)
  const allowed = hasChanges && applyCapture(withAuthor(seen, frame), mutation, rules)
  if (allowed && !allowed.ok) return allowed
  for (const entry of entries.filter(isRefused)) {
    const isKept = keptNames.includes(entry.name)
    await put(transaction, isKept ? reissue(entry, makeId(environment)) : [asReplaced(entry)])
  }
  if (hasChanges) {
    const work = { ...mutation, space: seen.walkId, stamp, seen }
    const entry = await appendEntry(transaction, work)
    if (!entry.ok) return entry
  }
  const added = await announceAdded(mending)
  if (!added.ok) return added
  await deleteDraft(transaction, draft.observationId)
  return succeed(undefined)
}

function valuesOf(draft: Draft): Partial<EditableFields> {
  const { place, text, feeling, ownerType, category, position, severity, stop, writtenFor } = draft
  const free = { place, text, feeling, ownerType, stop, writtenFor }
  return {
    ...free,
    ...(category === null ? {} : { category }),
    ...(position === null ? {} : { position }),
    ...(severity === null ? {} : { severity }),
  }
}

function raise(message: string): never {
  throw new Error(message)
}

/** Photos taken while mending a pin that the server has already. */
async function announceAdded(mending: Mending): Promise<Outcome<void>> {
  const { transaction, draft, seen, stamps } = mending
  const records = await photosOf(transaction, draft.observationId)
  for (const [index, record] of draftPhotos(draft, records).entries()) {
    const stamp = stamps[index + 1]
    if (record.state !== 'draft' || !stamp) continue
    const announcedSeq = await announcePhoto(transaction, { seen, stamp }, record)
    if (!announcedSeq.ok) return announcedSeq
    await queuePhoto(transaction, { ...record, announcedSeq: announcedSeq.value })
  }
  return succeed(undefined)
}
