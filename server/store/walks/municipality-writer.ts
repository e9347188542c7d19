import { sql } from 'kysely'
import type { StatementPart } from '../database/statement-parts.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

/**
 * Writes what a municipality stores beside its feed row: its privacy notice, and which efforts each category feeds. When the latter
 * change, who may read what changes without a row changing, so every reader of a walk starts over at its next pull (as in `changeScope`).
 */
export function municipalityParts(
  { municipalityId }: SpaceKey,
  changed: readonly Changed<'municipality'>[],
): StatementPart[] {
  return changed.flatMap(({ body: { privacy, retentionFrom = null, categoryEfforts } }) => [
    {
      name: 'notice_saved',
      statement: sql`
        update municipalities set privacy = ${JSON.stringify(privacy)}::jsonb,
          retention_from = coalesce(${retentionFrom}::timestamptz, retention_from)
        where id = ${municipalityId}`,
    },
    ...effortParts(municipalityId, pairsOf(categoryEfforts)),
  ])
}

type CategoryEfforts = Changed<'municipality'>['body']['categoryEfforts']

const pairsOf = (categoryEfforts: CategoryEfforts) =>
  categoryEfforts.flatMap(({ category, efforts }) =>
    efforts.map((effort) => ({ category, effort })),
  )

function effortParts(
  municipalityId: string,
  pairs: readonly { category: string; effort: string }[],
): StatementPart[] {
  const fed = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as fed(category text, effort text)`
  const gone = sql`
    delete from category_efforts where municipality_id = ${municipalityId}
      and (category, effort_id) not in (select category, effort from ${fed})
    returning category`
  const added = sql`
    insert into category_efforts (municipality_id, category, effort_id)
    select distinct ${municipalityId}::uuid, category, effort from ${fed} on conflict do nothing
    returning category`
  const restarted = sql`
    update spaces set scope_version = scope_version + 1, head = head + 1, gc_floor = head + 1
    where municipality_id = ${municipalityId} and kind = 'walk'
      and exists (select from efforts_gone union all select from efforts_added)`
  return [
    { name: 'efforts_gone', statement: gone },
    { name: 'efforts_added', statement: added },
    { name: 'scopes', statement: restarted },
  ]
}
