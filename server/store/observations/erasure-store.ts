import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { PhoneKey } from '../identity/phone-store.ts'
import { deleteMessagesTo, deletePhoneAddresses } from '../messages/address-store.ts'
import { forgetStatusLinks } from '../status-links/status-link-store.ts'
import { forgetPublications } from '../publications/publication-store.ts'
import { forgetPushed } from '../web-push/subscription-store.ts'
import { forgetVotes } from '../votes/vote-store.ts'
import type { Database } from '../database/schema.ts'

/** An observation found by its public number, with its author. */
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

/** Returns the walks in which a phone has left anything. */
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

/** Returns the ids of what a phone has made in a walk, and of what it has added something to there without having made it. */
export async function worksOfPhone(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
  clientId: Uuid,
): Promise<{ made: Uuid[]; addedTo: Uuid[] }> {
  const comment = JSON.stringify([{ authorClientId: clientId }])
  const bySomeone = JSON.stringify([{ clientId }])
  const { rows } = await sql<{ id: Uuid; isMade: boolean }>`
    select id, author_client_id is not distinct from ${clientId}::uuid as "isMade" from observations
    where municipality_id = ${municipalityId} and walk_id = ${spaceId}
      and (author_client_id = ${clientId} or body -> 'comments' @> ${comment}::jsonb
        or body -> 'seenToo' @> ${bySomeone}::jsonb or body -> 'verifiedBy' @> ${bySomeone}::jsonb
        or id in (select observation_id from photos
          where municipality_id = ${municipalityId} and client_id = ${clientId}))`.execute(tx)
  const ids = (isMade: boolean) => rows.filter((row) => row.isMade === isMade).map(({ id }) => id)
  return { made: ids(true), addedTo: ids(false) }
}

/** Fields of an event that hold nobody's words: party, time and state. */
const kept = [
  'from',
  'status',
  'partyIds',
  'dueOn',
  'fields',
  'category',
  'late',
  'audience',
  'verdict',
]

const withoutWords = sql`(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data) where key = any(${kept}::text[]))`

/**
 * Deletes observations with their parked mutations; their history stays, without words and authors. Returns names of the photo files to
 * be removed once this is committed. Needs the lock; the caller writes the feed.
 */
export async function deleteObservations(
  tx: Transaction<Database>,
  { municipalityId }: SpaceKey,
  ids: readonly Uuid[],
): Promise<string[]> {
  const those = sql`= any(${ids}::uuid[])`
  await forgetWords(tx, municipalityId, ids)
  await forgetPublications(tx, municipalityId, ids)
  await deleteParked(
    tx,
    sql`municipality_id = ${municipalityId}
      and envelope like any(array(select '%' || id || '%' from unnest(${ids}::text[]) as id))`,
  )
  await sql`delete from observations where municipality_id = ${municipalityId} and id ${those}`.execute(
    tx,
  )
  return takePhotos(tx, municipalityId, ids)
}

/** Deletes words, and phones as parties, from the history of observations. */
export async function forgetWords(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<void> {
  await sql`update events set data = ${withoutWords} where municipality_id = ${municipalityId}
    and subject_id = any(${ids}::uuid[])`.execute(tx)
  await forgetAuthors(tx, municipalityId, ids)
}

/** Deletes phones from observations and their history; the caller writes the bodies. */
export async function forgetAuthors(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<void> {
  await sql`update events set actor_id = null where municipality_id = ${municipalityId}
    and subject_id = any(${ids}::uuid[]) and actor_kind <> 'account'`.execute(tx)
  await sql`update observations set author_client_id = null where municipality_id = ${municipalityId}
    and id = any(${ids}::uuid[])`.execute(tx)
}

/** Deletes the photos of observations; returns names of the files to be removed. */
export async function takePhotos(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<string[]> {
  const { rows } = await sql<{ fileName: string }>`
    delete from photos where municipality_id = ${municipalityId} and observation_id = any(${ids}::uuid[])
    returning file_name as "fileName"`.execute(tx)
  return rows.map(({ fileName }) => fileName)
}

/** Deletes the photos that a phone has added to observations of others; returns their ids, and names of the files to be removed. */
export async function takeAddedPhotos(
  tx: Transaction<Database>,
  { municipalityId, clientId }: PhoneKey,
  ids: readonly Uuid[],
): Promise<{ photoId: Uuid; fileName: string }[]> {
  const { rows } = await sql<{ photoId: Uuid; fileName: string }>`
    delete from photos where municipality_id = ${municipalityId} and client_id = ${clientId}
      and observation_id = any(${ids}::uuid[])
    returning id as "photoId", file_name as "fileName"`.execute(tx)
  return rows
}

/**
 * Deletes what a phone has left beside observations: words in histories, parked mutations, its name, its votes, its links to status pages,
 * its address and what was written there, its notifications, photos that were never announced.
 */
export async function forgetPhone(
  tx: Transaction<Database>,
  { municipalityId, clientId, now }: PhoneKey & { now: Date },
): Promise<string[]> {
  const own = sql`municipality_id = ${municipalityId}`
  await sql`update events set data = ${withoutWords}, actor_id = null
    where ${own} and actor_id = ${clientId}`.execute(tx)
  await deleteParked(tx, sql`${own} and author_id = ${clientId}`)
  await sql`update walk_members set display_name = null where ${own} and client_id = ${clientId}`.execute(
    tx,
  )
  // Used up all the same: without the phone it would let another one in.
  await sql`update walk_codes set used_by = null, closed_at = coalesce(closed_at, ${now})
    where ${own} and used_by = ${clientId}`.execute(tx)
  await forgetVotes(tx, { municipalityId, clientId })
  await forgetStatusLinks(tx, { municipalityId, clientId })
  await deletePhoneAddresses(tx, { municipalityId }, [clientId])
  await deleteMessagesTo(tx, municipalityId, [clientId])
  await forgetPushed(tx, municipalityId, [clientId])
  const photos = await sql<{ fileName: string }>`
    delete from photos where ${own} and client_id = ${clientId} and observation_id is null
    returning file_name as "fileName"`.execute(tx)
  return photos.rows.map(({ fileName }) => fileName)
}

/**
 * Deletes parked mutations. Those that still waited for a person get an answer, so that no phone waits for ever; the sentence with which
 * one was closed is deleted too.
 */
export async function deleteParked(
  tx: Transaction<Database>,
  which: RawBuilder<unknown>,
): Promise<void> {
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
