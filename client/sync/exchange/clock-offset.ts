import { readFact, writeFact } from '../../local/database/identity.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'

/** Returns phone clock minus server clock in milliseconds, from the server time in an answer and the phone time of its arrival. */
export function clockOffsetMs(serverTime: string, phoneMs: number): number | null {
  const serverMs = Date.parse(serverTime)
  return Number.isNaN(serverMs) ? null : phoneMs - serverMs
}

/** Smaller changes are not stored, because shown times are in minutes. */
const notedStepMs = 30_000

/** Stores the estimate on the phone, because a page that starts without a network has no other (property L2). */
export async function keepClockOffset({ outbox, delivery }: PhoneContext): Promise<void> {
  const { clockOffsetMs: value } = delivery.status
  if (value === null) return
  const noted = await outbox.read(['identity'], (transaction) =>
    readFact(transaction, 'clock-offset'),
  )
  if (Math.abs(value - (noted ?? 0)) < notedStepMs) return
  await outbox.write(['identity'], (transaction) =>
    writeFact(transaction, { key: 'clock-offset', value }),
  )
}
