import type { Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { CalendarDay } from '../../../shared/timestamps.ts'
import type { Database } from '../database/schema.ts'
import { takeUntoldFeedback } from '../promises/told-feedback.ts'
import { phonesToTell } from './address-store.ts'
import { writeMessages } from './write-messages.ts'

interface FeedbackDay {
  municipalityId: Uuid
  /** In the municipality's zone. */
  today: CalendarDay
  /** Unix milliseconds. */
  nowMs: number
}

/** Writes of each feedback that is due to those who walked and want to be told, once, and returns of how many feedbacks. */
export async function writeFeedbackMessages(
  tx: Transaction<Database>,
  { municipalityId, today, nowMs }: FeedbackDay,
): Promise<number> {
  const due = await takeUntoldFeedback(tx, { municipalityId, today })
  for (const { walkId, months, dueOn } of due) {
    const phones = await phonesToTell(tx, { municipalityId, walkId })
    const messages = phones.map((id) => ({
      ...{ kind: 'feedback', subjectId: walkId, number: months, walkId },
      recipient: { kind: 'phone' as const, id },
      // Taken again after a restore, it may have been sent before it.
      causedAt: `${dueOn}T00:00:00.000Z`,
    }))
    await writeMessages(tx, { municipalityId, now: nowMs }, messages)
  }
  return due.length
}
