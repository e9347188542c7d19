import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { photoMissedAfterMs } from '../../../shared/observation/photo.ts'
import type { Database } from '../database/schema.ts'

/** A photo that was announced long ago and has not arrived, with what it belongs to. */
export interface MissingPhotoRow {
  photoId: Uuid
  announcedAt: Date
  /** Decimal strings, bytes. */
  receivedBytes: string
  size: string
  /** When the server last heard from its phone. */
  lastSeenAt: Date
  observation: Observation
}

/** More than anybody can follow up; the reader may not see all of them. */
const mostRows = 1_000

/**
 * Returns photos announced more than 24 hours ago (G10), longest awaited first; those of withdrawn observations are left out. The caller
 * decides who may see which.
 */
export async function findMissingPhotos(
  db: Kysely<Database>,
  { municipalityId, now }: { municipalityId: Uuid; now: Date },
): Promise<MissingPhotoRow[]> {
  const missedBefore = new Date(now.getTime() - photoMissedAfterMs)
  const { rows } = await sql<MissingPhotoRow>`
    select photos.id as "photoId", photos.created_at as "announcedAt",
      received_bytes as "receivedBytes", size, observations.body as observation,
      greatest(clients.last_seen_at, (select max(sessions.last_seen_at) from sessions
        where sessions.municipality_id = photos.municipality_id
          and sessions.client_id = photos.client_id)) as "lastSeenAt"
    from photos
    join observations on observations.municipality_id = photos.municipality_id
      and observations.id = photos.observation_id
    join clients on clients.municipality_id = photos.municipality_id
      and clients.client_id = photos.client_id
    where photos.municipality_id = ${municipalityId} and photos.state in ('announced', 'receiving')
      and photos.created_at < ${missedBefore} and not observations.is_withdrawn
    order by photos.created_at, photos.id
    limit ${mostRows}`.execute(db)
  return rows
}
