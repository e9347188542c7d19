import { sql, type Kysely } from 'kysely'
import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { OfflineReadiness } from '../../../shared/walk/offline-readiness.ts'
import { photoMissedAfterMs } from '../../../shared/observation/photo.ts'
import type { Database } from '../database/schema.ts'

export interface PhonesAsked {
  municipalityId: Uuid
  /** The walk whose phones are returned; null: phones of every walk with missing work. */
  walkId: Uuid | null
  now: Date
}

const mostPhones = 500

/**
 * Returns phones with what never arrived from them, those with most missing work first. Numbers below the highest that are neither
 * received nor withdrawn by their person are missing; the phone's last report divides them (0009-phone-accounts.sql).
 */
export async function listPhones(
  db: Kysely<Database>,
  { municipalityId, walkId, now }: PhonesAsked,
): Promise<WalkPhone[]> {
  const missedBefore = new Date(now.getTime() - photoMissedAfterMs)
  const { rows } = await sql<PhoneLine>`
    with phone as (
      select clients.*, int8multirange(int8range(1, greatest(highest_client_seq, told_seq) + 1))
        - received_seqs - retired_seqs as missing,
        photo.waiting as waiting_photos, photo.missing as missing_photos
      from clients cross join lateral (
        select count(*) filter (where created_at >= ${missedBefore}) as waiting,
          count(*) filter (where created_at < ${missedBefore}) as missing
        from photos where photos.municipality_id = clients.municipality_id
          and photos.client_id = clients.client_id and observation_id is not null
          and state in ('announced', 'receiving')
          and not exists (select from observations as gone
            where gone.municipality_id = photos.municipality_id
              and gone.id = photos.observation_id and gone.is_withdrawn)
      ) as photo
      where municipality_id = ${municipalityId} and ${
        walkId === null ? sql`true` : isInWalk(walkId)
      }
    ), owing as (
      select *, case when left_at is null then missing * held_seqs else '{}' end as waiting,
        case when left_at is null
          then (missing - held_seqs) * int8multirange(int8range(1, known_from)) else missing end as lost
      from phone where ${walkId !== null} or not isempty(missing) or missing_photos > 0
        or told_drafts > 0 or told_photos > 0 or told_refused > 0
    )
    select client_id as "id", count_seqs(waiting) as "waiting", count_seqs(lost) as "lost",
      count_seqs(missing - waiting - lost) as "unexplained", waiting_photos as "waitingPhotos",
      missing_photos as "missingPhotos",
      greatest(last_seen_at, told_at, ${lastAsked}) as "lastSeenAt", told_at as "toldAt",
      case when told_drafts is not null then json_build_object('drafts', told_drafts, 'photos', told_photos,
        'refused', told_refused) end as "unsent",
      case when ready_walk_id = ${walkId}::uuid then json_build_object('missing', ready_missing, 'without', ready_without) end
        as "ready", ready_at as "readyAt",
      ${accessOf(now)} as "access", coalesce(${walksOf}, '[]') as "walks"
    from owing
    order by count_seqs(missing) desc, missing_photos desc, last_seen_at desc, client_id
    limit ${mostPhones}`.execute(db)
  return rows.map(phoneOf)
}

type PhoneLine = Pick<WalkPhone, 'id' | 'walks' | 'access' | 'unsent'> &
  Record<'waiting' | 'lost' | 'unexplained' | 'waitingPhotos' | 'missingPhotos', string> & {
    lastSeenAt: Date
    toldAt: Date | null
    ready: Pick<OfflineReadiness, 'missing' | 'without'> | null
    readyAt: Date | null
  }

const phoneOf = ({ ready, readyAt, ...line }: PhoneLine): WalkPhone => ({
  ...line,
  readiness: ready && readyAt && { ...ready, at: readyAt.toISOString() },
  lastSeenAt: line.lastSeenAt.toISOString(),
  toldAt: line.toldAt?.toISOString() ?? null,
  waiting: Number(line.waiting),
  lost: Number(line.lost),
  unexplained: Number(line.unexplained),
  waitingPhotos: Number(line.waitingPhotos),
  missingPhotos: Number(line.missingPhotos),
})

const isInWalk = (walkId: Uuid) => sql`exists (select from walk_members
  where walk_members.municipality_id = clients.municipality_id and walk_id = ${walkId}
    and walk_members.client_id = coalesce(clients.author_id, clients.client_id)
    and walk_members.left_at is null)`

const ownSessions = sql`from sessions
  where sessions.municipality_id = owing.municipality_id and sessions.client_id = owing.client_id`

const lastAsked = sql`(select max(sessions.last_seen_at) ${ownSessions})`

const accessOf = (now: Date) => sql`case
  when exists (select ${ownSessions} and revoked_at is null and expires_at > ${now}) then 'open'
  when exists (select ${ownSessions} and revoked_at is not null) then 'locked-out'
  else 'ended' end`

const walksOf = sql`(
  select json_agg(json_build_object('walkId', walk_id, 'title', walks.title, 'role', role,
    'displayName', display_name) order by joined_at desc)
  from walk_members
  join walks on walks.municipality_id = walk_members.municipality_id and walks.id = walk_id
  where walk_members.municipality_id = owing.municipality_id
    and walk_members.client_id = coalesce(owing.author_id, owing.client_id) and removed_at is null)`
