import { readFact, writeFact } from '../../local/database/identity.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'

/** Phone clock minus server clock in milliseconds, from the server's time in an answer and the phone's when it arrived. */
export function clockOffsetMs(serverTime: string, phoneMs: number): number | null {
  const serverMs = Date.parse(serverTime)
  return Number.isNaN(serverMs) ? null : phoneMs - serverMs
}

/** What it may wander by before it is noted again: shown times are minutes. */
const notedStepMs = 30_000

/** Keeps the estimate on the phone: a page that starts without a network has no other (property L2). */
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
