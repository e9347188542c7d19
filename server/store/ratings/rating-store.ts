import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { StoredAnswers } from '../../../shared/rating/area-summary.ts'
import type { StopRating } from '../../../shared/rating/rating.ts'
import type { StoredRating } from '../../../shared/rating/rating-summary.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

const given = (rows: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`

/** The last answer of each respondent at each stop stands; one statement may change a row only once. */
export function ratingParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'stop-rating'>[],
): StatementPart[] {
  const latest = new Map(
    changed.map(({ body }) => [`${body.stopId} ${body.respondent}`, columnsOf(body)]),
  )
  const statement = sql`
    insert into stop_ratings (municipality_id, walk_id, stop_id, respondent, respondent_kind, feeling, alone, reasons,
      is_skipped, light, rated_at, is_late)
    select ${municipalityId}, ${spaceId}, item.* from ${given([...latest.values()])} as item(stop_id uuid,
      respondent uuid, respondent_kind text, feeling smallint, alone text, reasons text[], is_skipped boolean, light text,
      rated_at timestamptz, is_late boolean)
    on conflict (municipality_id, walk_id, stop_id, respondent) do update set respondent_kind = excluded.respondent_kind,
      feeling = excluded.feeling, alone = excluded.alone, reasons = excluded.reasons, is_skipped = excluded.is_skipped,
      light = excluded.light, rated_at = excluded.rated_at`
  return [{ name: 'ratings_saved', statement }]
}

const columnsOf = ({
  stopId,
  respondentKind,
  isSkipped,
  ratedAt,
  isLate,
  ...rating
}: StopRating) => ({
  stop_id: stopId,
  respondent: rating.respondent,
  respondent_kind: respondentKind,
  feeling: rating.feeling,
  alone: rating.alone,
  reasons: rating.reasons,
  is_skipped: isSkipped,
  light: rating.light,
  rated_at: ratedAt,
  is_late: isLate,
})

/** As `ratingParts`, for what people answer before and after a walk. */
export function walkAnswerParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'walk-answers'>[],
): StatementPart[] {
  const latest = new Map(
    changed.map(({ body: { respondentKind, isLate, ...body } }) => [
      `${body.moment} ${body.respondent}`,
      { ...body, respondent_kind: respondentKind, is_late: isLate },
    ]),
  )
  const statement = sql`
    insert into walk_answers (municipality_id, walk_id, moment, respondent, respondent_kind, dark, day, avoids, trust, is_late)
    select ${municipalityId}, ${spaceId}, item.* from ${given([...latest.values()])} as item(moment text, respondent uuid,
      respondent_kind text, dark smallint, day smallint, avoids boolean, trust smallint, is_late boolean)
    on conflict (municipality_id, walk_id, moment, respondent) do update set respondent_kind = excluded.respondent_kind,
      dark = excluded.dark, day = excluded.day, avoids = excluded.avoids, trust = excluded.trust`
  return [{ name: 'walk_answers_saved', statement }]
}

/** Every rating of a walk. Nobody but a summary may read them. */
export async function readRatings(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<StoredRating[]> {
  const rows = await db
    .selectFrom('stop_ratings')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .execute()
  return rows.map((row) => ({
    walkId: row.walk_id,
    stopId: row.stop_id,
    respondent: row.respondent,
    respondentKind: row.respondent_kind,
    feeling: row.feeling,
    alone: row.alone,
    reasons: row.reasons,
    isSkipped: row.is_skipped,
    light: row.light,
    ratedAt: row.rated_at.toISOString(),
    isLate: row.is_late,
  }))
}

/** As `readRatings`, what people answered before and after the walk. */
export async function readWalkAnswers(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<StoredAnswers[]> {
  const rows = await db
    .selectFrom('walk_answers')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .execute()
  return rows.map((row) => ({
    walkId: row.walk_id,
    moment: row.moment,
    respondent: row.respondent,
    respondentKind: row.respondent_kind,
    dark: row.dark,
    day: row.day,
    avoids: row.avoids,
    trust: row.trust,
    isLate: row.is_late,
  }))
}
