import { sql, type Kysely, type Selectable } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { StoredObserved, StopObserved } from '../../../shared/rating/observed.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

const names = sql`stop_id, observer, role, light_seen, openness, eyes, footway, people, transport, tidiness, help, light,
  observed_at, is_late`

/** What each observer has said last of a stop stands; one statement may change a row only once. */
export function observedParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'stop-observed'>[],
): StatementPart[] {
  const latest = new Map(
    changed.map(({ body }) => [`${body.stopId} ${body.observer}`, columnsOf(body)]),
  )
  const given = JSON.stringify([...latest.values()])
  const statement = sql`
    insert into stop_observed (municipality_id, walk_id, ${names})
    select ${municipalityId}, ${spaceId}, ${names} from jsonb_to_recordset(${given}::jsonb) as item(stop_id uuid, observer uuid,
      role text, light_seen smallint, openness smallint, eyes smallint, footway smallint, people smallint, transport smallint,
      tidiness smallint, help smallint, light text, observed_at timestamptz, is_late boolean)
    on conflict (municipality_id, walk_id, stop_id, observer) do update set role = excluded.role,
      light_seen = excluded.light_seen, openness = excluded.openness, eyes = excluded.eyes, footway = excluded.footway,
      people = excluded.people, transport = excluded.transport, tidiness = excluded.tidiness, help = excluded.help,
      light = excluded.light, observed_at = excluded.observed_at`
  return [{ name: 'observed_saved', statement }]
}

const columnsOf = ({ stopId, factors, observedAt, isLate, ...observed }: StopObserved) => {
  const { light, ...others } = factors
  return {
    stop_id: stopId,
    observer: observed.observer,
    role: observed.role,
    light_seen: light,
    ...others,
    light: observed.light,
    observed_at: observedAt,
    is_late: isLate,
  }
}

/** Returns what was observed at the stops of a walk, in the order in which it was. */
export async function readObserved(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<StoredObserved[]> {
  const rows = await db
    .selectFrom('stop_observed')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .orderBy('observed_at')
    .orderBy('observer')
    .execute()
  return rows.map(observedOf)
}

const observedOf = (row: Selectable<Database['stop_observed']>): StoredObserved => ({
  walkId: row.walk_id,
  stopId: row.stop_id,
  observer: row.observer,
  role: row.role,
  factors: {
    light: row.light_seen,
    openness: row.openness,
    eyes: row.eyes,
    footway: row.footway,
    people: row.people,
    transport: row.transport,
    tidiness: row.tidiness,
    help: row.help,
  },
  light: row.light,
  observedAt: row.observed_at.toISOString(),
  isLate: row.is_late,
})
