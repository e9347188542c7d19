import { applyCapture } from '../../../shared/observation/capture-mutations.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type {
  CaptureMutation,
  CaptureMutationName,
} from '../../../shared/observation/mutation-schemas.ts'
import type { EditableFields } from '../../../shared/observation/observation.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { changesFrom, type EditArgs } from './changes-from.ts'
import { announcement, type CreateArgs } from './capture-save.ts'
import { photoRecord } from './capture-draft.ts'
import type { PreparedPhoto } from './draft.ts'
import { argsOf, isCreate, knownName, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import {
  appendEntry,
  removeEntity,
  rewriteArgs,
  type CaptureStamp,
  type NewWork,
} from '../outbox/outbox-writes.ts'
import { withAuthor } from '../pins/observation-view.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { queuePhoto, storePhoto } from '../outbox/photo-queue.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import { mutationContext, type WalkFrame } from '../walks/walk-memory.ts'
import { readFrame } from '../walks/walk-identity.ts'

/** The pin as the person sees it, and who the person is: every change starts from these. */
export interface Subject {
  context: PhoneContext
  seen: VisibleObservation
  frame: WalkFrame
  stamp: CaptureStamp
}

export async function subjectOf(context: PhoneContext, seen: VisibleObservation): Promise<Subject> {
  const frame = await readFrame(context, seen.walkId)
  return { context, seen, frame, stamp: captureStamp(context) }
}

/** For work whose entry nobody needs. */
async function appended<N extends CaptureMutationName>(
  transaction: WriteTransaction,
  work: NewWork<N>,
): Promise<Outcome<void>> {
  const entry = await appendEntry(transaction, work)
  return entry.ok ? succeed(undefined) : entry
}

export const isNeverSent = (entry: OutboxEntry): boolean => entry.state === 'queued'

/** Applies the rules to what the person sees, so that a mistake is reported now and not after the walk. */
export function checkChange(
  { seen, frame, stamp }: Subject,
  mutation: CaptureMutation,
): Outcome<unknown> {
  const context = mutationContext(frame, stamp.capturedAt)
  return applyCapture(withAuthor(seen, frame), mutation, context)
}

/**
 * A create or edit that was never sent is rewritten; anything that was tried once is frozen, and the edit follows it (sync.md
 * §2.2).
 */
export async function editPin(
  subject: Subject,
  wanted: Partial<EditableFields>,
): Promise<Outcome<void>> {
  const { context, seen, stamp } = subject
  const changes = changesFrom(seen, wanted)
  if (Object.keys(changes).length === 0) return succeed(undefined)
  const mutation = {
    name: 'observation.edit@1',
    args: { observationId: seen.id, changes },
  } as const
  const allowed = checkChange(subject, mutation)
  if (!allowed.ok) return allowed
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const open = (await entriesOf(transaction, seen.id)).filter(isNeverSent)
    const create = open.find(isCreate)
    const earlier = open.findLast((entry) => knownName(entry) === 'observation.edit@1')
    if (create) return rewriteArgs(transaction, create, withValues(create, changes))
    if (earlier) return rewriteArgs(transaction, earlier, withChanges(earlier, changes))
    return appended(transaction, { ...mutation, space: seen.walkId, stamp, seen })
  })
}

function withValues(create: OutboxEntry, changes: EditArgs['changes']): CreateArgs {
  const args = argsOf(create) as CreateArgs
  const values = Object.entries(changes).map(([field, change]) => [field, change.value] as const)
  return { ...args, ...(Object.fromEntries(values) as Partial<CreateArgs>) }
}

/** Two edits before sending become one, based on what the first was based on. */
function withChanges(edit: OutboxEntry, later: EditArgs['changes']): EditArgs {
  const { observationId, changes } = argsOf(edit) as EditArgs
  const merged: Record<string, { base: unknown; value: unknown }> = { ...changes }
  for (const [field, change] of Object.entries(later)) {
    // A base may be null, so its presence counts and not its value.
    const { base } = merged[field] ?? change
    merged[field] = { base, value: change.value }
  }
  return { observationId, changes: merged }
}

/** A pin that was never sent is deleted without a trace; otherwise the server is asked to withdraw it. */
export async function withdrawPin(subject: Subject, reason?: string): Promise<Outcome<void>> {
  const { context, seen, stamp } = subject
  const args = { observationId: seen.id, ...(reason === undefined ? {} : { reason }) }
  const mutation = { name: 'observation.withdraw@1', args } as const
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const create = (await entriesOf(transaction, seen.id)).find(isCreate)
    if (create && isNeverSent(create)) {
      await removeEntity(transaction, seen.id)
      return succeed(undefined)
    }
    const allowed = checkChange(subject, mutation)
    if (!allowed.ok) return allowed
    return appended(transaction, { ...mutation, space: seen.walkId, stamp, seen })
  })
}

export async function commentPin(
  subject: Subject,
  comment: { commentId: Uuid; text: string },
): Promise<Outcome<Uuid>> {
  const { context, seen, stamp } = subject
  const args = { observationId: seen.id, audience: 'public', ...comment } as const
  const mutation = { name: 'observation.comment@1', args } as const
  const allowed = checkChange(subject, mutation)
  if (!allowed.ok) return allowed
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const work = { ...mutation, space: seen.walkId, stamp, seen }
    const entry = await appendEntry(transaction, work)
    return entry.ok ? succeed(comment.commentId) : entry
  })
}

export async function addPinPhoto(subject: Subject, photo: PreparedPhoto): Promise<Outcome<Uuid>> {
  const { context, seen } = subject
  const record = await photoRecord(context, { observationId: seen.id, walkId: seen.walkId }, photo)
  const args = { observationId: seen.id, photo: announcement(record) }
  const allowed = checkChange(subject, { name: 'photo.announce@1', args })
  if (!allowed.ok) return allowed
  return writeWork({ context, entity: seen.id, isPhoto: true }, async (transaction) => {
    const announcedSeq = await announcePhoto(transaction, subject, record)
    if (!announcedSeq.ok) return announcedSeq
    await storePhoto(transaction, record, photo.bytes)
    await queuePhoto(transaction, { ...record, announcedSeq: announcedSeq.value })
    return succeed(record.photoId)
  })
}

/** Part of the create while that was never sent, otherwise a mutation of its own; returns the running number. */
export async function announcePhoto(
  transaction: WriteTransaction,
  { seen, stamp }: Pick<Subject, 'seen' | 'stamp'>,
  record: PhotoRecord,
): Promise<Outcome<number>> {
  const photo = announcement(record)
  const create = (await entriesOf(transaction, seen.id)).find(isCreate)
  if (create && isNeverSent(create)) {
    const args = argsOf(create) as CreateArgs
    const others = (args.photos ?? []).filter(({ photoId }) => photoId !== photo.photoId)
    const photos = [...others, photo]
    const allowed = await rewriteArgs(transaction, create, { ...args, photos })
    return allowed.ok ? succeed(create.clientSeq) : allowed
  }
  const args = { observationId: seen.id, photo }
  const work = { name: 'photo.announce@1', args, space: seen.walkId, stamp, seen } as const
  const entry = await appendEntry(transaction, work)
  return entry.ok ? succeed(entry.value.clientSeq) : entry
}
