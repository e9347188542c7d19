import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'
import type { PhoneKey } from './phone-store.ts'

/** What an old phone has put down for the new one. */
export interface OfferedMove extends PhoneKey {
  findHash: string
  sealed: string
  expiresAt: Date
}

/**
 * Puts a move down; the one before it opens nothing any more. Whatever has expired is deleted,
 * whoever put it down. Returns false when another phone has put one down that is found by the same.
 */
export async function offerMove(store: Store, move: OfferedMove, now: Date): Promise<boolean> {
  const { findHash, municipalityId, clientId, sealed, expiresAt } = move
  return store.db.transaction().execute(async (tx) => {
    await sql`delete from phone_moves where expires_at <= ${now}`.execute(tx)
    await forgetMoves(tx, { municipalityId, clientId })
    const { numInsertedOrUpdatedRows: count } = await tx
      .insertInto('phone_moves')
      .values({
        find_hash: findHash,
        municipality_id: municipalityId,
        client_id: clientId,
        sealed,
        expires_at: expiresAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return count === 1n
  })
}

export interface MoveAsked {
  findHash: string
  /** The new phone. */
  phoneId: Uuid
  now: Date
}

/** Nobody else has used it, and neither phone nor time has been ended. A phone may not move onto itself. */
const isOpenTo = ({ findHash, phoneId, now }: MoveAsked) => sql<boolean>`
  find_hash = ${findHash} and expires_at > ${now} and client_id <> ${phoneId}
    and coalesce(taken_by = ${phoneId}, true)
    and not exists (select from sessions where sessions.municipality_id = phone_moves.municipality_id
      and sessions.client_id = phone_moves.client_id and sessions.revoked_at is not null)`

/** Returns the municipality of a move that is open to this phone; changes nothing. */
export async function findMove(store: Store, asked: MoveAsked): Promise<Uuid | undefined> {
  const { rows } = await sql<{ municipalityId: Uuid }>`
    select municipality_id as "municipalityId" from phone_moves where ${isOpenTo(asked)}`.execute(
    store.db,
  )
  return rows[0]?.municipalityId
}

/** Uses a move up: of two phones that come at the same time, one gets it. */
export async function takeMove(
  tx: Transaction<Database>,
  asked: MoveAsked,
): Promise<{ oldPhoneId: Uuid; sealed: string } | undefined> {
  const { rows } = await sql<{ oldPhoneId: Uuid; sealed: string }>`
    update phone_moves set taken_by = ${asked.phoneId} where ${isOpenTo(asked)}
    returning client_id as "oldPhoneId", sealed`.execute(tx)
  return rows[0]
}

interface Phones {
  municipalityId: Uuid
  oldPhoneId: Uuid
  phoneId: Uuid
  now: Date
}

/** From now on the new phone signs as the old one does. Returns that id, whose parts in walks are now those of both phones. */
export async function goOnWith(
  tx: Transaction<Database>,
  { municipalityId, oldPhoneId, phoneId, now }: Phones,
): Promise<Uuid> {
  const own = sql`municipality_id = ${municipalityId}`
  const { rows } = await sql<{ authorId: Uuid }>`
    update clients set moved_at = ${now} where ${own} and client_id = ${oldPhoneId}
    returning coalesce(author_id, client_id) as "authorId"`.execute(tx)
  const authorId = rows[0]?.authorId ?? oldPhoneId
  // Back on the first phone of all, that one is its own author again.
  await sql`update clients set author_id = nullif(${authorId}::uuid, client_id), moved_at = null
    where ${own} and client_id = ${phoneId}`.execute(tx)
  return authorId
}

/** Whether a phone takes part in a walk under its own id: what it has made there would stop being its own. */
export async function hasOwnPart(
  tx: Transaction<Database>,
  { municipalityId, clientId, oldPhoneId }: PhoneKey & { oldPhoneId: Uuid },
): Promise<boolean> {
  const { rows } = await sql`
    select from walk_members where municipality_id = ${municipalityId} and client_id = ${clientId}
      and left_at is null and not exists (select from clients as old where old.municipality_id = ${municipalityId}
        and old.client_id = ${oldPhoneId} and old.author_id = ${clientId}) limit 1`.execute(tx)
  return rows.length > 0
}

/** Returns when the person of a phone last went on with another one. */
export async function readMovedAt(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<Date | null> {
  const row = await db
    .selectFrom('clients')
    .select('moved_at')
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row?.moved_at ?? null
}

/** Returns the phones of one person, by the id that their work is signed with. */
export async function phonesOfAuthor(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select client_id as id from clients where municipality_id = ${municipalityId}
      and (client_id = ${clientId} or author_id = ${clientId})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Deletes what a phone has put down. */
export async function forgetMoves(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<void> {
  await db
    .deleteFrom('phone_moves')
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .execute()
}
