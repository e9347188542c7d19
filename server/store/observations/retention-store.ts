import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { statuses, statusFamily } from '../../../shared/observation/observation-status.ts'
import type { PrivacyNotice } from '../../../shared/municipality/municipality.ts'
import type { Database } from '../database/schema.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import { deleteParked } from './erasure-store.ts'

/**
 * `name`: the name of a walker in a walk. `person`: the author of an observation, names in it, its photos. `texts`: what people wrote in
 * it. `withdrawn`: a whole withdrawn observation. `aside`: a parked mutation that a person has decided on. `wish`: a whole wish for a walk.
 * `reply`: a whole answer to an invitation. `lines`: what leaders have said to everybody on a walk. `vote`: what a phone has voted in a walk.
 * `status-link`: what opens the status page of a person's walk. `address`: the e-mail address of a phone with what was written there.
 * `message`: a message to an account. `notified`: where a phone is told what waits, and what it was told.
 */
export const retentionKinds = [
  ...(['name', 'person', 'texts', 'withdrawn'] as const),
  ...(['aside', 'wish', 'reply', 'lines', 'vote', 'status-link'] as const),
  ...(['address', 'message', 'notified'] as const),
]
export type RetentionKind = (typeof retentionKinds)[number]

/** One thing to be deleted. */
export interface DueItem extends SpaceKey {
  kind: RetentionKind
  /** Id of the phone, the observation, the mutation, the wish, the reply, the walk or the message. */
  id: Uuid
  /** When its time began. */
  since: Date
}

export interface RetentionRule {
  municipalityId: Uuid
  name: string
  privacy: PrivacyNotice
  /** Nothing is deleted before this time. */
  from: Date
}

export async function readRetentionRules(db: Kysely<Database>): Promise<RetentionRule[]> {
  return db
    .selectFrom('municipalities')
    .select(['id as municipalityId', 'name', 'privacy', 'retention_from as from'])
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export interface Cutoffs {
  /** Things whose time began before this are due. */
  people: Date
  /** The same for texts of closed findings; null keeps them. */
  texts: Date | null
}

const closed = statuses.filter((status) => statusFamily(status) !== 'open')

interface DueScope {
  municipalityId: Uuid
  /** Absent: everything of the municipality. */
  among?: { spaceId: Uuid; ids: readonly Uuid[] } | undefined
}

const conditionOf = (among: DueScope['among']) => (space: string, id: string) =>
  among === undefined
    ? sql`true`
    : sql`${sql.ref(space)} = ${among.spaceId} and ${sql.ref(id)} = any(${among.ids}::uuid[])`

/** Wishes for walks are rows of the feed of the municipality alone. */
const dueWishes = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'wish', space_id, id, since from (
    select space_id, id, coalesce(body ->> 'decidedAt', body ->> 'askedAt')::timestamptz as since from sync_rows
    where municipality_id = ${municipalityId} and space_id = ${municipalityId} and kind = 'wish' and not deleted
      and ${conditionOf(among)('space_id', 'id')}
  ) as wish where since < ${people}`

/** Walks of which something is kept that leaders said to everybody; a phone's clock may be behind, so the end of the walk counts too. */
const dueLines = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'lines', walk_id, walk_id, since from (
    select id as walk_id, greatest(ends_at, (details #>> '{said,-1,at}')::timestamptz) as since from walks
    where municipality_id = ${municipalityId} and details ? 'said' and ${conditionOf(among)('id', 'id')}
  ) as line where since < ${people}`

/** The time of a reply begins when its walk has ended, by its plan or by its leader, or when it was sent if nobody has set a day. */
const dueReplies = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'reply', walk_id, id, since from (
    select reply.walk_id, reply.id, greatest(walks.ends_at, (walks.details ->> 'closedAt')::timestamptz, replied_at) as since
    from walk_replies as reply
    join walks on walks.municipality_id = ${municipalityId} and walks.id = reply.walk_id
    where reply.municipality_id = ${municipalityId} and ${conditionOf(among)('reply.walk_id', 'reply.id')}
  ) as reply where since < ${people}`

/** The time of a vote is that of a name in the same walk. */
const dueVotes = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'vote', vote.walk_id, vote.client_id, coalesce(ends_at, last_seen_at)
  from walk_votes as vote
  join walks on walks.municipality_id = ${municipalityId} and walks.id = vote.walk_id
  join clients on clients.municipality_id = ${municipalityId} and clients.client_id = vote.client_id
  where vote.municipality_id = ${municipalityId} and ${conditionOf(among)('vote.walk_id', 'vote.client_id')}
    and coalesce(ends_at, last_seen_at) < ${people}`

/** The time of links to a status page is that of a name in the same walk. */
const dueStatusLinks = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select distinct 'status-link', link.walk_id, link.client_id, coalesce(ends_at, last_seen_at)
  from status_links as link
  join walks on walks.municipality_id = ${municipalityId} and walks.id = link.walk_id
  join clients on clients.municipality_id = ${municipalityId} and clients.client_id = link.client_id
  where link.municipality_id = ${municipalityId} and ${conditionOf(among)('link.walk_id', 'link.client_id')}
    and coalesce(ends_at, last_seen_at) < ${people}`

const dueAside = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'aside', space_id, mutation_id, resolved_at from parked_mutations
  where municipality_id = ${municipalityId} and ${conditionOf(among)('space_id', 'mutation_id')}
    and resolved_at < ${people}`

/** The time of what a phone has given begins when it was given, or when the last walk of the phone ended, if that was later. */
const dueGiven =
  (kind: 'address' | 'notified', table: 'phone_addresses' | 'push_subscriptions') =>
  ({ municipalityId, among }: DueScope, people: Date) => sql`
  select ${sql.lit(kind)}, municipality_id, client_id, since from (
    select municipality_id, client_id, greatest(given_at, (
      select max(coalesce(ends_at, joined_at)) from walk_members
      join walks on walks.municipality_id = ${municipalityId} and walks.id = walk_id
      where walk_members.municipality_id = ${municipalityId} and walk_members.client_id = given.client_id)) as since
    from ${sql.table(table)} as given
    where municipality_id = ${municipalityId} and ${conditionOf(among)('given.municipality_id', 'given.client_id')}
  ) as due where since < ${people}`

const dueAddresses = dueGiven('address', 'phone_addresses')
const dueNotified = dueGiven('notified', 'push_subscriptions')

/** Messages to others go with their address and their wish. */
const dueMessages = ({ municipalityId, among }: DueScope, people: Date) => sql`
  select 'message', municipality_id, id, written_at from mail_messages
  where municipality_id = ${municipalityId} and recipient_kind = 'account' and written_at < ${people}
    and ${conditionOf(among)('municipality_id', 'id')}`

/** What is kept beside findings: what was put aside, wishes, replies, lines to everybody, votes, links to status pages, addresses, messages and notifications. */
const dueBeside = (scope: DueScope, people: Date) =>
  sql.join(
    [
      ...[dueAside, dueWishes, dueReplies, dueLines, dueVotes, dueStatusLinks],
      ...[dueAddresses, dueMessages, dueNotified],
    ].map((due) => due(scope, people)),
    sql` union all `,
  )

const seenOnSite = sql`body -> 'verifiedBy' @? '$[*].clientId'`
const saidOnSite = sql`body -> 'verifications' @? '$[*] ? (@.remark != "")' or body -> 'verifiedBy' @? '$[*] ? (@.before.answer.text != "")'`
const saidOfMoves = sql`body -> 'movedDates' @? '$[*] ? (@.reason != "")'`
const saidGivingBack = sql`body -> 'givenBack' @? '$[*] ? (@.text != "")'`

/**
 * Returns what is due in a municipality, or among some ids of it, oldest first. The time of an observation begins when it was closed; of
 * one that is open, when its walk ended, or when it arrived if that was later. The time of a name begins when the walk ended, or when the
 * phone was last seen if the walk has no end. The time of a wish begins when it was last decided on, or when it was sent;
 * that of a reply when its walk has ended; that of lines when the walk ended, or when the last was said.
 */
export async function findDue(
  db: Kysely<Database>,
  scope: DueScope,
  { people, texts }: Cutoffs,
): Promise<DueItem[]> {
  const { municipalityId, among } = scope
  const isAsked = conditionOf(among)
  const { rows } = await sql<Omit<DueItem, 'municipalityId'>>`
    with item as (
      select observation.id, walk_id, body, is_withdrawn, author_client_id, status = any(${closed}) as is_closed,
        case
          when is_withdrawn then observation.updated_at
          when status = any(${closed}) then coalesce((
            select max(events.received_at) from events
            where events.municipality_id = ${municipalityId} and events.subject_id = observation.id
              and kind in ('status-set', 'linked')), observation.updated_at)
          else greatest(walks.ends_at, observation.received_at)
        end as since
      from observations as observation
      join walks on walks.municipality_id = ${municipalityId} and walks.id = walk_id
      where observation.municipality_id = ${municipalityId} and ${isAsked('walk_id', 'observation.id')}
    ), due as (
      select 'name' as kind, walk_id as space, member.client_id as id, coalesce(ends_at, last_seen_at) as since
      from walk_members as member
      join walks on walks.municipality_id = ${municipalityId} and walks.id = walk_id
      join clients on clients.municipality_id = ${municipalityId} and clients.client_id = member.client_id
      where member.municipality_id = ${municipalityId}
        and ${isAsked('walk_id', 'member.client_id')} and display_name is not null
        and coalesce(ends_at, last_seen_at) < ${people}
      union all
      select 'person', walk_id, id, since from item
      where not is_withdrawn and since < ${people} and (author_client_id is not null
        or body ->> 'authorName' is not null or jsonb_array_length(body -> 'photos') > 0
        or body ? 'lastChange' or body -> 'comments' @? '$[*].authorClientId' or body -> 'seenToo' @? '$[*].clientId' or ${seenOnSite})
      union all
      select 'texts', walk_id, id, since from item
      where not is_withdrawn and is_closed and since < ${texts}::timestamptz and (body ->> 'text' <> ''
        or body ->> 'place' <> '' or body ? 'lastChange' or body -> 'answer' ->> 'text' <> ''
        or body #>> '{beforeLink,answer,text}' <> '' or ${saidOnSite} or ${saidOfMoves} or ${saidGivingBack}
        or jsonb_array_length(body -> 'comments') > 0 or jsonb_array_length(body -> 'suggestions') > 0)
      union all select 'withdrawn', walk_id, id, since from item where is_withdrawn and since < ${people}
      union all ${dueBeside(scope, people)}
    )
    select kind, space as "spaceId", id, since from due order by since, id`.execute(db)
  return rows.map((row) => ({ municipalityId, ...row }))
}

/** Deletes names of walkers in a walk; needs the lock of its space. */
export async function forgetNames(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
  clientIds: readonly Uuid[],
): Promise<void> {
  await sql`update walk_members set display_name = null
    where municipality_id = ${municipalityId} and walk_id = ${spaceId}
      and client_id = any(${clientIds}::uuid[])`.execute(tx)
}

/** Deletes parked mutations that were decided on, with the sentence of the decision. */
export const forgetAside = (
  tx: Transaction<Database>,
  { municipalityId }: SpaceKey,
  mutationIds: readonly Uuid[],
): Promise<void> =>
  deleteParked(
    tx,
    sql`municipality_id = ${municipalityId} and mutation_id = any(${mutationIds}::uuid[])`,
  )
