import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { FindingPublication } from '../../../shared/publication/publication.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/**
 * Writes which of the changed walks have a public page. The first municipality that publishes under an id keeps it: ids are made by clients,
 * and nobody may take another one's address.
 */
export function publicWalkParts(municipalityId: Uuid, walks: readonly Walk[]): StatementPart[] {
  const known = walks.flatMap(({ id, publication }) =>
    publication
      ? [{ id, is_published: publication.state === 'published', changed_at: publication.at }]
      : [],
  )
  if (known.length === 0) return []
  const statement = sql`
    insert into public_walks (walk_id, municipality_id, is_published, changed_at)
    select id, ${municipalityId}::uuid, is_published, changed_at
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as item(id uuid, is_published boolean,
      changed_at timestamptz)
    on conflict (walk_id) do update set is_published = excluded.is_published,
      changed_at = excluded.changed_at
      where public_walks.municipality_id = excluded.municipality_id`
  return [{ name: 'public_walks_saved', statement }]
}

/** Returns the walk that a public address belongs to, also when its page was withdrawn. */
export const findPublicWalk = (db: Kysely<Database>, walkId: Uuid): Promise<WalkKey | undefined> =>
  db
    .selectFrom('public_walks')
    .select(['municipality_id as municipalityId', 'walk_id as walkId'])
    .where('walk_id', '=', walkId)
    .executeTakeFirst()

/** A feed has no more entries than this. */
const mostWalks = 50

/** Returns the walks of a municipality whose page is public, the newest ids first. */
export async function listPublicWalks(db: Kysely<Database>, municipalityId: Uuid): Promise<Uuid[]> {
  const rows = await db
    .selectFrom('public_walks')
    .select('walk_id')
    .where('municipality_id', '=', municipalityId)
    .where('is_published', '=', true)
    .orderBy('walk_id', 'desc')
    .limit(mostWalks)
    .execute()
  return rows.map(({ walk_id }) => walk_id)
}

/** Returns when a page of the municipality was last published or withdrawn; null when none ever was. */
export async function readLastChange(
  db: Kysely<Database>,
  municipalityId: Uuid,
): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('public_walks')
    .select((eb) => eb.fn.max('changed_at').as('at'))
    .where('municipality_id', '=', municipalityId)
    .executeTakeFirst()
  return row?.at ? new Date(row.at).toISOString() : null
}

const rowsOf = (db: Kysely<Database>, { municipalityId, walkId }: WalkKey) =>
  db
    .selectFrom('sync_rows')
    .select('body')
    .where('municipality_id', '=', municipalityId)
    .where('space_id', '=', walkId)
    .where('kind', '=', 'publication')
    .where('deleted', '=', false)

/** Returns what was decided about one finding. */
export async function readPublication(
  db: Kysely<Database>,
  key: WalkKey,
  id: Uuid,
): Promise<FindingPublication | undefined> {
  const row = await rowsOf(db, key).where('id', '=', id).executeTakeFirst()
  return row?.body as FindingPublication | undefined
}

/** Returns what was decided about the findings of a walk. */
export async function readPublications(
  db: Kysely<Database>,
  key: WalkKey,
): Promise<FindingPublication[]> {
  const rows = await rowsOf(db, key).execute()
  return rows.map(({ body }) => body as FindingPublication)
}

/** Deletes what was decided about findings, with the words that were written for the public. Needs the lock of their space. */
export async function forgetPublications(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<void> {
  await sql`delete from sync_rows where municipality_id = ${municipalityId} and kind = 'publication'
    and id = any(${ids}::uuid[])`.execute(tx)
}
