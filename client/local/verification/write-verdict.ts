import { limits } from '../../../shared/limits.ts'
import { verificationSchemas } from '../../../shared/observation/verification/mutation-schemas.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { announcePhoto, isNeverSent } from '../capture/capture-change.ts'
import { photoRecord } from '../capture/capture-draft.ts'
import type { PreparedPhoto } from '../capture/draft.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { asReplaced } from '../outbox/outbox-answers.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { queuePhoto, storePhoto } from '../outbox/photo-queue.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { checkNewWork } from '../outbox/work-gate.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { verdictsIn, type VerifyArgs } from './own-verdicts.ts'
import type { FollowUpRef, SaidOnSite } from './verification-storage.ts'

const name = 'observation.verify@1'
const schema = verificationSchemas[name] as unknown as PlainSchema

interface Target {
  walk: FollowUpRef
  finding: VisibleObservation
}

/** One that was never sent is rewritten in its place, so that a photo behind it still follows a verdict. */
export async function saveVerdict(
  context: PhoneContext,
  { walk: { followUpId, earlierId: space }, finding: seen }: Target,
  { verdict, remark }: SaidOnSite,
): Promise<Outcome<void>> {
  const stamp = captureStamp(context)
  const { today: on } = mutationContext(await readFrame(context, followUpId), stamp.capturedAt)
  const words = remark.trim()
  const args: VerifyArgs = {
    ...{ observationId: seen.id, followUpId, verdict, on },
    ...(words === '' ? {} : { remark: words }),
  }
  return writeWork({ context, entity: seen.id }, async (transaction) => {
    const own = verdictsIn(await entriesOf(transaction, seen.id), followUpId)
    const unsent = own.find((entry) => isNeverSent(entry) && entry.id !== stamp.mutationId)
    if (unsent) return rewrite(transaction, { ...unsent, capturedAt: stamp.capturedAt }, args)
    const entry = await appendEntry(transaction, { name, args, space, stamp, seen, schema })
    if (!entry.ok) return entry
    await replaceRefused(transaction, own, entry.value)
    return succeed(undefined)
  })
}

async function rewrite(
  transaction: WriteTransaction,
  entry: OutboxEntry,
  args: VerifyArgs,
): Promise<Outcome<void>> {
  const argsText = JSON.stringify(args)
  const allowed = checkNewWork(schema, argsText)
  if (allowed.ok) await transaction.objectStore('mutation').put({ ...entry, argsText })
  return allowed
}

/** A verdict that was refused needs nobody any more once there is another one. */
async function replaceRefused(
  transaction: WriteTransaction,
  own: readonly OutboxEntry[],
  verdict: OutboxEntry,
): Promise<void> {
  const refused = own.filter(({ state }) => state === 'refused')
  if (refused.length > 0) await noteRetired(transaction)
  for (const entry of refused) {
    await transaction.objectStore('mutation').put(asReplaced(entry, verdict))
  }
}

/** What it looks like now. The server takes it from whoever has said what they see there. */
export async function addSeenPhoto(
  context: PhoneContext,
  { walk, finding: seen }: Target,
  photo: PreparedPhoto,
): Promise<Outcome<void>> {
  const limit = limits.photosPerObservation
  if (seen.photos.length >= limit) return refuse('too-many-photos', { limit })
  const stamp = captureStamp(context)
  const place = { observationId: seen.id, walkId: walk.earlierId }
  const record = await photoRecord(context, place, photo)
  return writeWork({ context, entity: seen.id, isPhoto: true }, async (transaction) => {
    const announcedSeq = await announcePhoto(transaction, { seen, stamp }, record)
    if (!announcedSeq.ok) return announcedSeq
    await storePhoto(transaction, record, photo.bytes)
    await queuePhoto(transaction, { ...record, announcedSeq: announcedSeq.value })
    return succeed(undefined)
  })
}
