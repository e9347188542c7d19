import { isToVerify } from '../../../shared/observation/verification/to-verify.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { verificationOn } from '../../../shared/observation/verification/verification.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { isAtOrAfter, startCursor, type Cursor } from '../../../shared/sync/feed.ts'
import { deliveryOf } from '../answers/answer-delivery.ts'
import type { ReadTransaction } from '../database/phone-database.ts'
import { argsOf, isWaiting, problemOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf, photosOf } from '../outbox/outbox-reads.ts'
import type { PhotoRecord } from '../outbox/photo-record.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { mergePhotos } from '../pins/pin-assembly.ts'
import type { PinPhoto } from '../pins/pin.ts'
import type {
  FindingOnSite,
  FindingsOnSite,
  FollowUpRef,
  SaidOnSite,
} from './verification-storage.ts'
import { everyVerdictIn, verdictsIn, type VerifyArgs } from './own-verdicts.ts'

/** Returns what is to be looked at again, by the rows of the earlier walk and this phone's own verdicts over them. */
export async function readFindings(
  context: PhoneContext,
  walk: FollowUpRef,
): Promise<FindingsOnSite> {
  const { rows, cursor } = await context.cache.rows(walk.earlierId, 'observation')
  const all = [...rows.values()].map(({ body }) => body as VisibleObservation)
  const shown = all.filter(isToVerify)
  const work = await context.outbox.read(['mutation', 'photo'], (transaction) =>
    Promise.all(shown.map(({ id }) => workOn(transaction, id, walk.followUpId))),
  )
  const findings = shown.map((finding, index) =>
    onSite(context, { finding, walk, cursor, ...(work[index] as OwnWork) }),
  )
  return { isFetched: cursor !== startCursor, findings }
}

/** What this phone has done about one finding on the follow-up walk. */
interface OwnWork {
  /** The verdicts, the oldest first. */
  own: readonly OutboxEntry[]
  records: readonly PhotoRecord[]
}

async function workOn(
  transaction: ReadTransaction,
  findingId: Uuid,
  followUpId: Uuid,
): Promise<OwnWork> {
  const entries = await entriesOf(transaction, findingId)
  const firstSeq = everyVerdictIn(entries, followUpId)[0]?.clientSeq ?? Infinity
  const photos = await photosOf(transaction, findingId)
  return {
    own: verdictsIn(entries, followUpId),
    // What the same phone took on the earlier walk was announced before.
    records: photos.filter(({ announcedSeq }) => announcedSeq > firstSeq),
  }
}

interface Reading extends OwnWork {
  finding: VisibleObservation
  walk: FollowUpRef
  cursor: Cursor
}

function onSite(context: PhoneContext, reading: Reading): FindingOnSite {
  const { finding, walk, cursor, own } = reading
  const last = own.at(-1)
  const stored = verificationOn(finding, walk.followUpId)
  const isNewer = last !== undefined && isAheadOf(last, cursor)
  return {
    finding,
    said: isNewer ? saidIn(last) : stored ? saidOf(stored) : null,
    own: last
      ? {
          delivery: deliveryOf(last, context.delivery.status),
          problem: problemOf(last),
          receivedAt: last.settledAt,
          photos: ownPhotos(context, reading),
        }
      : null,
    mayAddPhoto: own.some(({ state }) => state !== 'refused'),
  }
}

function ownPhotos({ delivery }: PhoneContext, { finding, records }: Reading): PinPhoto[] {
  const ids = new Set(records.map(({ photoId }) => photoId))
  return mergePhotos(finding, records, delivery.status).filter(({ photoId }) => ids.has(photoId))
}

/** What the rows do not show yet; a refused verdict never will be. */
function isAheadOf(entry: OutboxEntry, cursor: Cursor): boolean {
  if (isWaiting(entry) || entry.state === 'parked') return true
  if (entry.state !== 'acked' || entry.effectSeq === null) return false
  return !isAtOrAfter(cursor, entry.effectSeq)
}

const saidIn = (entry: OutboxEntry): SaidOnSite => saidOf(argsOf(entry) as VerifyArgs)

const saidOf = ({ verdict, remark = '' }: Pick<VerifyArgs, 'verdict' | 'remark'>): SaidOnSite => ({
  ...{ verdict, remark },
})
