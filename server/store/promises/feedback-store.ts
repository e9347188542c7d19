import { sql, type Kysely } from 'kysely'
import type { Role } from '../../../shared/access/roles.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { CalendarDay } from '../../../shared/timestamps.ts'
import {
  feedbackDates,
  type FeedbackMonths,
  type WalkFeedback,
} from '../../../shared/walk/feedback/feedback-dates.ts'
import type { Database } from '../database/schema.ts'

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** Writes the feedback dates of a walk, with its first report; a walk that has them keeps them. */
export async function openFeedback(
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
  reportedOn: CalendarDay,
): Promise<void> {
  const key = { municipality_id: municipalityId, walk_id: walkId }
  await db
    .insertInto('walk_feedback')
    .values(
      feedbackDates(reportedOn).map(({ months, dueOn }) => ({
        ...{ ...key, months, due_on: dueOn, given_on: null, given_by_role: null, told_on: null },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

interface GivenFeedback {
  months: FeedbackMonths
  /** The day on which it was given; null takes that back. */
  on: CalendarDay | null
  byRole: Role
}

/** Notes that a feedback was given, or that it was not. One that was given before keeps its day. Returns whether there is such a date. */
export async function noteFeedback(
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
  { months, on, byRole }: GivenFeedback,
): Promise<boolean> {
  const { rows } = await sql`
    update walk_feedback set
      given_on = case when ${on}::date is null then null else coalesce(given_on, ${on}::date) end,
      given_by_role = case when ${on}::date is null then null else coalesce(given_by_role, ${byRole}) end
    where municipality_id = ${municipalityId} and walk_id = ${walkId} and months = ${months}
    returning months`.execute(db)
  return rows.length > 0
}

export interface FeedbackOfWalk {
  walkId: Uuid
  dates: WalkFeedback[]
}

interface FeedbackQuery {
  municipalityId: Uuid
  /** One walk; null for all. */
  walkId: Uuid | null
  /** The last walk of the page before. */
  after: Uuid | null
  limit: number
}

/** Returns the feedback dates of walks that have a report, by the id of the walk, one more than `limit` where there are more. */
export async function listFeedback(
  db: Kysely<Database>,
  { municipalityId, walkId, after, limit }: FeedbackQuery,
): Promise<FeedbackOfWalk[]> {
  const { rows } = await sql<{
    walkId: Uuid
    months: FeedbackMonths
    dueOn: string
    givenOn: string | null
  }>`
    select walk_id as "walkId", months, due_on as "dueOn", given_on as "givenOn" from walk_feedback
    where municipality_id = ${municipalityId}
      and (${walkId}::uuid is null or walk_id = ${walkId}::uuid)
      and (${after}::uuid is null or walk_id > ${after}::uuid)
    order by walk_id, months limit ${(limit + 1) * 3}`.execute(db)
  const byWalk = Map.groupBy(rows, (row) => row.walkId)
  return [...byWalk].map(([id, dates]) => ({
    walkId: id,
    dates: dates.map(({ months, dueOn, givenOn }) => ({ months, dueOn, givenOn })),
  }))
}

interface OverdueFeedback {
  walkId: Uuid
  title: string
  months: FeedbackMonths
  dueOn: CalendarDay
}

/** Returns feedbacks that were not given by their day, the most overdue first, one more than `limit` where there are more. */
export async function listOverdueFeedback(
  db: Kysely<Database>,
  { municipalityId, today, limit }: { municipalityId: Uuid; today: CalendarDay; limit: number },
): Promise<OverdueFeedback[]> {
  const { rows } = await sql<OverdueFeedback>`
    select late.walk_id as "walkId", walk.title, late.months, late.due_on as "dueOn"
    from (
      select walk_id, months, due_on from walk_feedback
      where municipality_id = ${municipalityId} and given_on is null and due_on < ${today}::date
      order by due_on, walk_id, months limit ${limit + 1}
    ) as late
    join walks as walk on walk.municipality_id = ${municipalityId} and walk.id = late.walk_id
    order by late.due_on, late.walk_id, late.months`.execute(db)
  return rows
}
