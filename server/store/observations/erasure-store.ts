import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { PhoneKey } from '../identity/phone-store.ts'
import type { Database } from '../database/schema.ts'

/** An observation by the number people say, with who made it. */
export interface FoundObservation extends SpaceKey {
  observationId: Uuid
  authorClientId: Uuid | null
}

export async function findByNumber(
  db: Kysely<Database>,
  number: string,
): Promise<FoundObservation[]> {
  return db
    .selectFrom('observations')
    .select([
      'municipality_id as municipalityId',
      'walk_id as spaceId',
      'id as observationId',
      'author_client_id as authorClientId',
    ])
    .where('number', '=', number)
    .execute()
}

/** Walks in which a phone has left anything. */
export async function spacesOfPhone(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<SpaceKey[]> {
  const { rows } = await sql<SpaceKey>`
    select ${municipalityId}::uuid as "municipalityId", space as "spaceId" from (
      select walk_id from walk_members where municipality_id = ${municipalityId} and client_id = ${clientId}
      union select walk_id from observations
        where municipality_id = ${municipalityId} and author_client_id = ${clientId}
      union select space_id from events
        where municipality_id = ${municipalityId} and actor_id = ${clientId}
    ) as known(space)`.execute(db)
  return rows
}

/** Ids of what a phone has made in a walk, and of what it has commented on there without having made it. */
export async function worksOfPhone(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
  clientId: Uuid,
): Promise<{ made: Uuid[]; commented: Uuid[] }> {
  const comment = JSON.stringify([{ authorClientId: clientId }])
  const { rows } = await sql<{ id: Uuid; isMade: boolean }>`
    select id, author_client_id is not distinct from ${clientId}::uuid as "isMade" from observations
    where municipality_id = ${municipalityId} and walk_id = ${spaceId}
      and (author_client_id = ${clientId} or body -> 'comments' @> ${comment}::jsonb)`.execute(tx)
  const ids = (isMade: boolean) => rows.filter((row) => row.isMade === isMade).map(({ id }) => id)
  return { made: ids(true), commented: ids(false) }
}

/** What of an event is no person's words: who had it, when and in which state. */
const kept = ['from', 'status', 'partyIds', 'dueOn', 'fields', 'category', 'late', 'audience']

const withoutWords = sql`(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data) where key = any(${kept}::text[]))`

/**
 * Deletes observations with what was put aside of them; their history stays without words and without who. Returns names of the photo
 * files to be removed once this is committed. Needs the lock; the feed is the caller's.
 */
export async function deleteObservations(
  tx: Transaction<Database>,
  { municipalityId }: SpaceKey,
  ids: readonly Uuid[],
): Promise<string[]> {
  const those = sql`= any(${ids}::uuid[])`
  await sql`
    update events set data = ${withoutWords}, actor_id = case when actor_kind = 'account' then actor_id end
    where municipality_id = ${municipalityId} and observation_id ${those}`.execute(tx)
  await deleteParked(
    tx,
    sql`municipality_id = ${municipalityId}
      and envelope like any(array(select '%' || id || '%' from unnest(${ids}::text[]) as id))`,
  )
  await sql`delete from observations where municipality_id = ${municipalityId} and id ${those}`.execute(
    tx,
  )
  const photos = await sql<{ fileName: string }>`
    delete from photos where municipality_id = ${municipalityId} and observation_id ${those}
    returning file_name as "fileName"`.execute(tx)
  return photos.rows.map(({ fileName }) => fileName)
}

/** What a phone has left beside observations: words in histories, things put aside, its name, photos nobody announced. */
export async function forgetPhone(
  tx: Transaction<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<string[]> {
  const own = sql`municipality_id = ${municipalityId}`
  await sql`update events set data = ${withoutWords}, actor_id = null
    where ${own} and actor_id = ${clientId}`.execute(tx)
  await deleteParked(tx, sql`${own} and author_id = ${clientId}`)
  await sql`update walk_members set display_name = null where ${own} and client_id = ${clientId}`.execute(
    tx,
  )
  const photos = await sql<{ fileName: string }>`
    delete from photos where ${own} and client_id = ${clientId} and observation_id is null
    returning file_name as "fileName"`.execute(tx)
  return photos.rows.map(({ fileName }) => fileName)
}

/**
 * Deletes what was put aside. What still waited for a person is answered, so that no phone waits for ever; a sentence with which it was
 * closed goes as well.
 */
async function deleteParked(tx: Transaction<Database>, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (
      delete from parked_mutations where ${which} returning municipality_id, mutation_id
    )
    update applied_mutations as answer set status = 'refused',
      result = jsonb_build_object('id', gone.mutation_id, 'status', 'refused', 'code', 'erased')
    from gone
    where answer.municipality_id = gone.municipality_id and answer.mutation_id = gone.mutation_id
      and (answer.status = 'parked' or answer.result ->> 'code' = 'closed-by-staff')`.execute(tx)
}
