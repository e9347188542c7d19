import { isToVerify } from '../../../shared/observation/verification/to-verify.ts'
import { verificationOn } from '../../../shared/observation/verification/verification.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { isAtOrAfter, startCursor, type Cursor } from '../../../shared/sync/feed.ts'
import { deliveryOf } from '../answers/answer-delivery.ts'
import { argsOf, isWaiting, problemOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type {
  FindingOnSite,
  FindingsOnSite,
  FollowUpRef,
  SaidOnSite,
} from './verification-storage.ts'
import { verdictsIn, type VerifyArgs } from './own-verdicts.ts'

/** Returns what is to be looked at again, by the rows of the earlier walk and this phone's own verdicts over them. */
export async function readFindings(
  context: PhoneContext,
  walk: FollowUpRef,
): Promise<FindingsOnSite> {
  const { rows, cursor } = await context.cache.rows(walk.earlierId, 'observation')
  const all = [...rows.values()].map(({ body }) => body as VisibleObservation)
  const shown = all.filter(isToVerify)
  const entries = await context.outbox.read(['mutation'], (transaction) =>
    Promise.all(shown.map(({ id }) => entriesOf(transaction, id))),
  )
  const findings = shown.map((finding, index) => {
    const own = verdictsIn(entries[index] ?? [], walk.followUpId)
    return onSite(context, { finding, walk, cursor, own })
  })
  return { isFetched: cursor !== startCursor, findings }
}

interface Reading {
  finding: VisibleObservation
  walk: FollowUpRef
  cursor: Cursor
  /** This phone's verdicts, the oldest first. */
  own: readonly OutboxEntry[]
}

function onSite(context: PhoneContext, { finding, walk, cursor, own }: Reading): FindingOnSite {
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
        }
      : null,
    mayAddPhoto: own.some(({ state }) => state !== 'refused'),
  }
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
