import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { PhotoAnnouncement, PhotoState } from '../../../shared/observation/photo.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'

export interface PhotoKey {
  municipalityId: Uuid
  photoId: Uuid
}

/** A photo as the server knows it; null until announced (`size` until the first byte). */
export interface StoredPhoto extends PhotoKey {
  observationId: Uuid | null
  walkId: Uuid | null
  /** The phone that sends it. */
  clientId: Uuid
  sha256: string | null
  size: number | null
  /** How many bytes are durably on disk. */
  receivedBytes: number
  state: PhotoState
  fileName: string
}

export type PhotoRow = Selectable<Database['photos']>

export const photoOf = (row: PhotoRow): StoredPhoto => ({
  municipalityId: row.municipality_id,
  photoId: row.id,
  observationId: row.observation_id,
  walkId: row.walk_id,
  clientId: row.client_id,
  sha256: row.sha256,
  size: row.size === null ? null : Number(row.size),
  receivedBytes: Number(row.received_bytes),
  state: row.state,
  fileName: row.file_name,
})

export async function findPhoto(
  db: Kysely<Database>,
  { municipalityId, photoId }: PhotoKey,
): Promise<StoredPhoto | undefined> {
  const row = await db
    .selectFrom('photos')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', photoId)
    .executeTakeFirst()
  return row && photoOf(row)
}

export interface NewPhoto extends PhotoAnnouncement {
  observationId: Uuid
  walkId: Uuid
  clientId: Uuid
  /** Used when no bytes have come before. */
  fileName: string
  announcedAt: Timestamp
}

/**
 * Attaches announced photos to their observation. Bytes that arrived before are kept, unless they came with another size: those start
 * over (sync.md G4).
 */
export function announcedParts(municipalityId: Uuid, photos: readonly NewPhoto[]): StatementPart[] {
  if (photos.length === 0) return []
  const statement = sql`
    insert into photos (municipality_id, state, id, observation_id, walk_id, client_id, sha256, size, mime, file_name,
      created_at, updated_at)
    select ${municipalityId}, 'announced', item.*, announced_at
    from jsonb_to_recordset(${JSON.stringify(photos.map(columnsOf))}::jsonb) as item(id uuid, observation_id uuid,
      walk_id uuid, client_id uuid, sha256 text, size bigint, mime text, file_name text, announced_at timestamptz)
    on conflict (municipality_id, id) do update set observation_id = excluded.observation_id,
      walk_id = excluded.walk_id, sha256 = excluded.sha256, size = excluded.size, mime = excluded.mime,
      updated_at = excluded.updated_at,
      received_bytes = case when photos.size = excluded.size then photos.received_bytes else 0 end`
  return [{ name: 'announced', statement }]
}

const columnsOf = ({
  photoId,
  observationId,
  walkId,
  clientId,
  sha256,
  size,
  mime,
  fileName,
  announcedAt,
}: NewPhoto) => ({
  id: photoId,
  observation_id: observationId,
  walk_id: walkId,
  client_id: clientId,
  sha256,
  size,
  mime,
  file_name: fileName,
  announced_at: announcedAt,
})

/** How many photos a phone may have sent bytes of without announcing them. */
const unannouncedPhotos = 50

/**
 * Returns the photo that bytes are about to be sent for. Creates one when it was not announced yet; returns undefined when this phone has
 * too many such photos already.
 */
export async function openUpload(
  store: Store,
  { municipalityId, photoId }: PhotoKey,
  { clientId, size, fileName, now }: { clientId: Uuid; size: number; fileName: string; now: Date },
): Promise<StoredPhoto | undefined> {
  const found = await findPhoto(store.db, { municipalityId, photoId })
  if (found) return found
  await sql`
    insert into photos (municipality_id, id, client_id, size, state, file_name, created_at, updated_at)
    select ${municipalityId}, ${photoId}, ${clientId}, ${size}, 'receiving', ${fileName}, ${now}, ${now}
    where ${unannouncedPhotos} > (select count(*) from photos
      where municipality_id = ${municipalityId} and client_id = ${clientId} and observation_id is null)
    on conflict do nothing`.execute(store.db)
  return findPhoto(store.db, { municipalityId, photoId })
}

/** Deletes what `openUpload` has created, unless the photo was announced or bytes of it acknowledged meanwhile. */
export async function forgetUpload(
  store: Store,
  { municipalityId, photoId }: PhotoKey,
): Promise<void> {
  await store.db
    .deleteFrom('photos')
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', photoId)
    .where('observation_id', 'is', null)
    .where('received_bytes', '=', '0')
    .execute()
}

/** Acknowledges bytes that are on disk; returns false when another request has moved the offset meanwhile. `to` 0 starts over. */
export async function moveOffset(
  store: Store,
  { municipalityId, photoId }: PhotoKey,
  { from, to, now }: { from: number; to: number; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('photos')
    .set({
      received_bytes: to,
      state: sql<PhotoState>`case when state = 'announced' then 'receiving' else state end`,
      updated_at: now,
    })
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', photoId)
    .where('received_bytes', '=', from.toString())
    .where('state', 'in', ['announced', 'receiving'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Sets the state; needs the lock of the walk's space, since the observation shows it. */
export async function setPhotoState(
  tx: Transaction<Database>,
  { municipalityId, photoId }: PhotoKey,
  { state, receivedBytes, at }: { state: PhotoState; receivedBytes?: number; at: Timestamp },
): Promise<void> {
  await tx
    .updateTable('photos')
    .set({
      state,
      updated_at: new Date(at),
      ...(receivedBytes === undefined ? {} : { received_bytes: receivedBytes }),
    })
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', photoId)
    .execute()
}

/** Announced, complete and not yet cleaned; in SQL below. */
export const isUnprocessed = ({ state, observationId, receivedBytes, size }: StoredPhoto) =>
  state !== 'stored' && state !== 'rejected' && observationId !== null && receivedBytes === size

/**
 * Deletes photos whose bytes arrived and whose announcement has not for so long (sync.md §2.5: at least 30 days). Returns the names of
 * their files. A photo that is announced at this moment stays, because the row decides. So does one whose announcement waits for a
 * person.
 */
export async function forgetUnclaimedPhotos(store: Store, before: Date): Promise<string[]> {
  const rows = await store.db
    .deleteFrom('photos')
    .where('observation_id', 'is', null)
    .where('updated_at', '<', before)
    .where(
      sql<boolean>`not exists (select from parked_mutations as parked
        where parked.municipality_id = photos.municipality_id and parked.resolved_at is null
          and strpos(parked.envelope, photos.id::text) > 0)`,
    )
    .returning('file_name')
    .execute()
  return rows.map((row) => row.file_name)
}

/** Returns photos that are announced, complete and not yet cleaned, oldest first: the work after a start or a late announcement. */
export async function findUnprocessedPhotos(store: Store): Promise<StoredPhoto[]> {
  const rows = await store.db
    .selectFrom('photos')
    .selectAll()
    .where('state', 'in', ['announced', 'receiving', 'received'])
    .where('observation_id', 'is not', null)
    .whereRef('received_bytes', '=', 'size')
    .orderBy('updated_at')
    .execute()
  return rows.map(photoOf)
}
