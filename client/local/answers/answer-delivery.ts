import { isWaiting, type OutboxEntry } from '../outbox/outbox-entry.ts'
import type { DeliveryStatus } from '../pins/delivery-status.ts'
import type { OwnAnswer } from './answer-storage.ts'

/** Returns where something that was said on this phone is on its way. */
export function deliveryOf(entry: OutboxEntry, status: DeliveryStatus): OwnAnswer['delivery'] {
  if (entry.state === 'refused' || entry.state === 'parked') return entry.state
  if (!isWaiting(entry)) return 'received'
  if (status.needsSignIn) return 'waiting-for-sign-in'
  return status.sendingEntries.has(entry.id) ? 'sending' : 'on-phone'
}
