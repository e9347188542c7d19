import Type, { type Static } from 'typebox'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { feedbackMonths } from '../walk/feedback/feedback-dates.ts'
import { closed, IdParams, nullable } from './contract-parts.ts'

const Count = Type.Integer({ minimum: 0 })
const Day = Type.String({ description: 'a day in the zone of the municipality, `2026-11-12`' })
const Months = oneOf(feedbackMonths)

const MissingSchema = Type.Object(
  { withoutOwner: Count, withoutAnswer: Count, withoutDate: Count },
  closed,
)

const FeedbackSchema = Type.Object({ months: Months, dueOn: Day, givenOn: nullable(Day) }, closed)

const WalkFeedbackSchema = Type.Object(
  {
    walkId: UuidSchema,
    dates: Type.Array(FeedbackSchema),
    /** What is missing for the next one; null when all were given. */
    missing: nullable(MissingSchema),
  },
  closed,
)
export type FeedbackLine = Static<typeof WalkFeedbackSchema>

const OverdueSchema = Type.Object(
  {
    /** By party, the oldest deadline first; `partyId` null: no party has it. A finding of two parties counts for both. */
    parties: Type.Array(
      Type.Object({ partyId: nullable(Type.String()), findings: Count, oldestDueOn: Day }, closed),
    ),
    /** Findings whose deadline has passed, each once. */
    findings: Count,
    /** More findings are overdue than were looked at, so every count is a least one. */
    isMore: Type.Boolean(),
    /** Feedbacks to walks that were not given by their day, the most overdue first; null for those who do not give them. */
    feedback: nullable(
      Type.Object(
        {
          walks: Type.Array(
            Type.Object(
              {
                walkId: UuidSchema,
                title: Type.String(),
                months: Months,
                dueOn: Day,
                missing: MissingSchema,
              },
              closed,
            ),
          ),
          isMore: Type.Boolean(),
        },
        closed,
      ),
    ),
    /** Findings that no party has got for more than a week; null for those who do not assign. */
    unowned: nullable(
      Type.Object(
        { findings: Count, isMore: Type.Boolean(), since: nullable(Type.String()) },
        closed,
      ),
    ),
  },
  closed,
)
export type Overdue = Static<typeof OverdueSchema>

/** What was promised: what is overdue, and when the people of each walk hear what came of it. */
export const promiseContract = {
  /** What is overdue, of what the caller may see; officials see what their own parties have let pass. */
  readOverdue: {
    method: 'GET',
    path: '/api/overdue',
    access: 'desk',
    response: { 200: OverdueSchema },
  },
  /** The feedback dates of the walks that have a report, by the id of the walk; for those who gather a walk at the desk. */
  listFeedback: {
    method: 'GET',
    path: '/api/feedback',
    access: 'desk',
    query: Type.Object(
      {
        walk: Type.Optional(UuidSchema),
        /** The last walk of the page before. */
        cursor: Type.Optional(UuidSchema),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        { walks: Type.Array(WalkFeedbackSchema), next: nullable(UuidSchema) },
        closed,
      ),
    },
  },
  /** Notes that a feedback was given, or takes that back. Idempotent: the first day stays. */
  noteFeedback: {
    method: 'POST',
    path: '/api/walks/:id/feedback',
    access: 'member',
    params: IdParams,
    body: Type.Object({ months: Months, isGiven: Type.Boolean() }, closed),
    response: { 200: Type.Object({ dates: Type.Array(FeedbackSchema) }, closed) },
  },
} as const
