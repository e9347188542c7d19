import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Database } from '../database/schema.ts'
import type { PhoneKey } from '../identity/phone-store.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { MemberKey } from '../walks/membership-store.ts'

interface NewStatusLink extends MemberKey {
  linkHash: string
  /** The phone that asked for it; null for a mail. */
  phoneId: Uuid | null
  now: Date
  /** Ends every other link of the person to this walk. */
  replacesOthers: boolean
}

/** Returns what a link opens, and as whom; the caller asks whether that person is still there. */
export const findStatusLink = (
  db: Kysely<Database>,
  linkHash: string,
): Promise<MemberKey | undefined> =>
  db
    .selectFrom('status_links')
    .select(['municipality_id as municipalityId', 'walk_id as walkId', 'client_id as clientId'])
    .where('link_hash', '=', linkHash)
    .executeTakeFirst()

const partOf = (db: Kysely<Database>, { municipalityId, walkId, clientId }: MemberKey) =>
  db
    .selectFrom('walk_members')
    .select('client_id')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .where('left_at', 'is', null)

/** Whether somebody takes part in a walk: neither removed from it nor gone. */
export const isPresent = async (db: Kysely<Database>, member: MemberKey): Promise<boolean> =>
  (await partOf(db, member).executeTakeFirst()) !== undefined

/**
 * Whether the person and the phone may have a link now. Both rows are locked, so that leaving, erasing and locking out come before, or find the
 * link and end it.
 */
async function mayHold(
  tx: Transaction<Database>,
  { phoneId, now, ...member }: NewStatusLink,
): Promise<boolean> {
  if (!(await partOf(tx, member).forShare().executeTakeFirst())) return false
  if (phoneId === null) return true
  const session = await tx
    .selectFrom('sessions')
    .select('id')
    .where('municipality_id', '=', member.municipalityId)
    .where('client_id', '=', phoneId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .limit(1)
    .forShare()
    .executeTakeFirst()
  return session !== undefined
}

/**
 * Keeps a link. Each phone has one for each walk: its new one ends its old one. Repeating the request changes nothing. Refuses `forbidden` for
 * who is not there, and `id-reused` for a secret that opens something else.
 */
export async function saveStatusLink(
  tx: Transaction<Database>,
  link: NewStatusLink,
): Promise<Outcome<undefined>> {
  const { municipalityId, walkId, clientId, linkHash, phoneId, now, replacesOthers } = link
  if (!(await mayHold(tx, link))) return refuse('forbidden')
  await tx
    .insertInto('status_links')
    .values({
      ...{ link_hash: linkHash, municipality_id: municipalityId, walk_id: walkId },
      ...{ client_id: clientId, phone_id: phoneId, made_at: now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await findStatusLink(tx, linkHash)
  const isOwn = known?.clientId === clientId && known.walkId === walkId
  if (!isOwn || known.municipalityId !== municipalityId) return refuse('id-reused')
  const isReplaced = replacesOthers ? sql`true` : sql`phone_id = ${phoneId}::uuid`
  await sql`delete from status_links where municipality_id = ${municipalityId} and walk_id = ${walkId}
    and client_id = ${clientId} and link_hash <> ${linkHash} and ${isReplaced}`.execute(tx)
  return succeed(undefined)
}

/** Ends the links of a person, everywhere. */
export async function forgetStatusLinks(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<void> {
  await sql`delete from status_links where municipality_id = ${municipalityId} and client_id = ${clientId}`.execute(
    db,
  )
}

/** Ends the links of people to one walk. */
export async function forgetStatusLinksIn(
  db: Kysely<Database>,
  { municipalityId, spaceId }: SpaceKey,
  clientIds: readonly Uuid[],
): Promise<void> {
  await sql`delete from status_links where municipality_id = ${municipalityId} and walk_id = ${spaceId}
    and client_id = any(${clientIds}::uuid[])`.execute(db)
}

/** Ends the links that a lost phone holds; without a municipality everywhere, for ids of phones are random. */
export async function forgetStatusLinksOfPhone(
  db: Kysely<Database>,
  { municipalityId, phoneId }: { municipalityId?: Uuid; phoneId: Uuid },
): Promise<void> {
  const isThere =
    municipalityId === undefined ? sql`true` : sql`municipality_id = ${municipalityId}`
  await sql`delete from status_links where phone_id = ${phoneId} and ${isThere}`.execute(db)
}
