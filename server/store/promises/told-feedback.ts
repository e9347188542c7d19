import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { CalendarDay } from '../../../shared/timestamps.ts'
import type { FeedbackMonths } from '../../../shared/walk/feedback/feedback-dates.ts'
import type { Database } from '../database/schema.ts'

/** Days after which nobody is written to any more: so late an e-mail is not what was promised. */
const lateDays = 28

interface DueFeedback {
  walkId: Uuid
  months: FeedbackMonths
  dueOn: CalendarDay
}

/** Returns feedbacks that are due and of which nobody was told, and notes that they are being told. Whoever asks at the same time gets none of them. */
export async function takeUntoldFeedback(
  tx: Transaction<Database>,
  { municipalityId, today }: { municipalityId: Uuid; today: CalendarDay },
): Promise<DueFeedback[]> {
  const { rows } = await sql<DueFeedback>`
    update walk_feedback set told_on = ${today}::date
    where municipality_id = ${municipalityId} and told_on is null
      and due_on <= ${today}::date and due_on > ${today}::date - ${lateDays}::integer
    returning walk_id as "walkId", months, due_on as "dueOn"`.execute(tx)
  return rows
}
