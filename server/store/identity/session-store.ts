import { createHash, timingSafeEqual } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { AccountRole, WalkRole } from '../../../shared/access/roles.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'

export type SessionKind = 'device' | 'account'

export interface SessionKey {
  municipalityId: Uuid
  sessionId: Uuid
}

/** A valid session with everything that decides about access, read in one round trip. */
export type FoundSession = { lastSeenAt: Date } & (
  | { kind: 'device'; phoneId: Uuid; clientId: Uuid; memberships: FoundMembership[] }
  | {
      kind: 'account'
      accountId: Uuid
      name: string
      label: string
      role: AccountRole
      partyIds: string[]
      efforts: string[]
      effortCategories: string[]
    }
)

interface FoundMembership {
  walkId: Uuid
  role: WalkRole
  displayName: string | null
  removedAt: string | null
  follows: Uuid | null
  isOver: boolean
}

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Starts a session; expects the hash of its secret, so that a copy of the table opens no session. */
export async function createSession(
  db: Kysely<Database>,
  session: SessionKey & {
    secretHash: Uint8Array
    accountId?: Uuid
    clientId?: Uuid
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      municipality_id: session.municipalityId,
      id: session.sessionId,
      secret_hash: session.secretHash,
      account_id: session.accountId ?? null,
      client_id: session.clientId ?? null,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

export interface SessionAsked extends SessionKey {
  /** The kind of the cookie that carried it. */
  kind: SessionKind
  secret: string
  now: Date
}

/**
 * Returns undefined for a session that is unknown, expired, revoked, of another secret or kind, or whose account is disabled. Runs with
 * every request, so it reads nothing but what the kind needs.
 */
export async function findSession(
  store: Store,
  asked: SessionAsked,
): Promise<FoundSession | undefined> {
  const more = asked.kind === 'device' ? membershipsOfSession : accountOfSession
  const { rows } = await livingSession(asked, more).execute(store.prepared)
  const [line] = rows
  return line && isRightSecret(line, asked) ? sessionOf(line) : undefined
}

interface SessionLine {
  secretHash: Uint8Array
  lastSeenAt: Date
}
type DeviceLine = SessionLine & {
  phoneId: Uuid | null
  authorId: Uuid | null
  memberships: FoundMembership[] | null
}
type AccountLine = SessionLine & { accountId: Uuid | null; account: FoundAccount | null }

function sessionOf(line: DeviceLine | AccountLine): FoundSession | undefined {
  const { lastSeenAt } = line
  if ('memberships' in line) {
    const { phoneId, authorId } = line
    if (phoneId === null) return undefined
    const memberships = line.memberships ?? []
    return { kind: 'device', lastSeenAt, phoneId, clientId: authorId ?? phoneId, memberships }
  }
  const { accountId, account } = line
  return accountId === null || account === null
    ? undefined
    : { kind: 'account', lastSeenAt, accountId, ...account }
}

const livingSession = (
  { municipalityId, sessionId, now }: SessionAsked,
  more: RawBuilder<unknown>,
) => sql<DeviceLine | AccountLine>`
  select secret_hash as "secretHash", last_seen_at as "lastSeenAt", ${more} from sessions
  where municipality_id = ${municipalityId} and id = ${sessionId}
    and revoked_at is null and expires_at > ${now}`

const isRightSecret = ({ secretHash }: SessionLine, { secret }: SessionAsked): boolean =>
  timingSafeEqual(secretHash, hashSecret(secret))

const authorOfSession = sql`(
  select author_id from clients
  where clients.municipality_id = sessions.municipality_id and clients.client_id = sessions.client_id)`

/** Of the person: both phones of somebody who has moved have the same. */
const membershipsOfSession = sql`client_id as "phoneId", ${authorOfSession} as "authorId", (
  select json_agg(json_build_object('walkId', walk_id, 'role', role, 'displayName', display_name,
    'removedAt', to_char(removed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'follows', follows, 'isOver', phase = 'closed'))
  from walk_members
  join walks on walks.municipality_id = walk_members.municipality_id and walks.id = walk_members.walk_id
  where walk_members.municipality_id = sessions.municipality_id
    and walk_members.client_id = coalesce(${authorOfSession}, sessions.client_id)) as memberships`

interface FoundAccount {
  name: string
  label: string
  role: AccountRole
  partyIds: string[]
  efforts: string[]
  effortCategories: string[]
}

/** The categories that feed the efforts of the current account. */
export const effortCategories = sql`array(
    select distinct category from category_efforts as fed
    where fed.municipality_id = accounts.municipality_id and effort_id = any(accounts.efforts))`

const accountOfSession = sql`account_id as "accountId", (
  select json_build_object('name', accounts.name, 'role', accounts.role, 'efforts', accounts.efforts,
    'effortCategories', ${effortCategories},
    'partyIds', coalesce(parties.ids, '{}'), 'label', coalesce(parties.names[1], municipalities.name))
  from accounts
  join municipalities on municipalities.id = accounts.municipality_id
  left join lateral (
    select array_agg(parties.id order by sort_order, parties.id) as ids,
      array_agg(parties.name order by sort_order, parties.id) as names
    from account_parties
    join parties on parties.municipality_id = account_parties.municipality_id
      and parties.id = account_parties.party_id
    where account_parties.municipality_id = accounts.municipality_id
      and account_parties.account_id = accounts.id
  ) as parties on true
  where accounts.municipality_id = sessions.municipality_id and accounts.id = sessions.account_id
    and accounts.disabled_at is null) as account`

/** Extends a session; called at most hourly for each session, so that reading stays free of writes. */
export async function extendSession(
  store: Store,
  { municipalityId, sessionId, now, expiresAt }: SessionKey & { now: Date; expiresAt: Date },
): Promise<void> {
  await store.db
    .updateTable('sessions')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends a session for good; ending it twice keeps the first time. */
export async function revokeSession(
  store: Store,
  { municipalityId, sessionId, now }: SessionKey & { now: Date },
): Promise<void> {
  await store.db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute()
}
