import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import { cleanWalkCode, foldWalkCode } from '../../../shared/walk/walk-code.ts'
import { changeScope, lockSpace } from '../spaces/feed-store.ts'
import { forgetStatusLinksIn } from '../status-links/status-link-store.ts'
import { useCode } from './use-code.ts'
import type { Database } from '../database/schema.ts'

interface FoundCode {
  municipalityId: Uuid
  walkId: Uuid
  role: WalkRole
}

/** A code as it is kept. */
export interface KnownCode extends FoundCode {
  code: string
  /** Nobody new joins by it; who has joined stays. */
  isClosed: boolean
}

/**
 * Returns what a walk code opens, however it was written: look-alikes count as the same letter. An exact code wins; one that may be meant
 * for two older codes opens neither.
 */
export async function findWalkCode(
  db: Kysely<Database>,
  text: string,
): Promise<KnownCode | undefined> {
  const found = await readCodesLike(db, text)
  const code = cleanWalkCode(text)
  const exact = found.find((row) => row.code === code)
  return exact ?? (found.length === 1 ? found[0] : undefined)
}

const readCodesLike = (db: Kysely<Database>, text: string): Promise<KnownCode[]> =>
  db
    .selectFrom('walk_codes')
    .select(['code', 'municipality_id as municipalityId', 'walk_id as walkId', 'role'])
    .select((column) => column('closed_at', 'is not', null).$castTo<boolean>().as('isClosed'))
    .where('folded', '=', foldWalkCode(text))
    .execute()

/** Returns whether some walk has this code, or one that may be mistaken for it. A closed one may be given away again. */
export async function isCodeTaken(db: Kysely<Database>, text: string): Promise<boolean> {
  const code = cleanWalkCode(text)
  return (await readCodesLike(db, text)).some((row) => row.code !== code || !row.isClosed)
}

export interface NewCode extends FoundCode {
  code: string
  /** The first phone that joins uses it up. */
  forOnePhone?: boolean | undefined
}

/** Another code is the same, or may be mistaken for it. */
export class WalkCodeTakenError extends Error {
  override name = 'WalkCodeTakenError'
}

/** Creates a code for a walk, opens a closed one, or gives one of the same walk another role. Throws `WalkCodeTakenError`. */
export async function saveWalkCode(
  db: Kysely<Database>,
  { code: text, municipalityId, walkId, role, forOnePhone = false }: NewCode,
): Promise<void> {
  const code = cleanWalkCode(text)
  const alike = await readCodesLike(db, code)
  if (alike.some((row) => row.code !== code || (row.walkId !== walkId && !row.isClosed))) {
    throw new WalkCodeTakenError(`The code ${code} can be taken for another one.`)
  }
  const target = { municipality_id: municipalityId, walk_id: walkId, role }
  const values = { ...target, for_one_phone: forOnePhone, closed_at: null, used_by: null }
  const saved = await db
    .insertInto('walk_codes')
    .values({ code, ...values })
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet(values)
        .where((column) =>
          column.or([
            column('walk_codes.walk_id', '=', walkId),
            column('walk_codes.closed_at', 'is not', null),
          ]),
        ),
    )
    .executeTakeFirst()
  // Another walk was faster.
  if (saved.numInsertedOrUpdatedRows === 0n) throw new WalkCodeTakenError(`${code} is taken.`)
}

/** Returns what the municipality knows of a phone; undefined for a new one. Once a session of it was revoked, no key opens it any more. */
export async function findClient(
  db: Kysely<Database>,
  { municipalityId, clientId }: { municipalityId: Uuid; clientId: Uuid },
): Promise<{ keyHash: Uint8Array | null } | undefined> {
  return db
    .selectFrom('clients')
    .select((column) =>
      column
        .case()
        .when(column.exists(revokedSessionsOf(column)))
        .then(null)
        .else(column.ref('key_hash'))
        .end()
        .as('keyHash'),
    )
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

const revokedSessionsOf = (column: ExpressionBuilder<Database, 'clients'>) =>
  column
    .selectFrom('sessions')
    .select('sessions.id')
    .whereRef('sessions.municipality_id', '=', 'clients.municipality_id')
    .whereRef('sessions.client_id', '=', 'clients.client_id')
    .where('sessions.revoked_at', 'is not', null)

export interface Joining extends FoundCode {
  clientId: Uuid
  displayName: string | null
  /** The code that lets the phone in; absent for whom the operator adds. */
  code?: string
  /** Hash of the phone's current key; null keeps the stored one. */
  keyHash?: Uint8Array | null
  now: Date
}

export interface Joined {
  role: WalkRole
  displayName: string | null
}

const ranks: Record<WalkRole, number> = { walker: 0, recorder: 1, leader: 2 }

/**
 * Adds a phone to a walk, or renews its membership: the higher of two roles stays, and a name given before stays when none is given now.
 * Refuses `walk-full` beyond 200 people, `forbidden` for a phone that was removed from the walk, and what `useCode` refuses. A phone that
 * comes back with no higher role than it has needs no open code: who has joined stays.
 */
export async function joinWalk(
  tx: Transaction<Database>,
  joining: Joining,
): Promise<Outcome<Joined>> {
  const { municipalityId, walkId } = joining
  const space = { municipalityId, spaceId: walkId }
  // Comes first, as in every transaction that may move the feed; it also makes people join one at a time.
  await lockSpace(tx, space)
  const member = { ...joining, clientId: await saveClient(tx, joining) }
  const present = await readMembership(tx, member)
  if (present?.removed_at) return refuse('forbidden')
  const isNew = !present || present.left_at !== null
  if (isNew && (await countMembers(tx, joining)) >= limits.peoplePerWalk) {
    return refuse('walk-full', { limit: limits.peoplePerWalk })
  }
  const isRaised = !isNew && ranks[joining.role] > ranks[present.role]
  const refusal = isNew || isRaised ? await useCode(tx, joining) : undefined
  if (refusal) return refusal
  const joined = {
    // A person who returns after leaving gets the role of the code that was used.
    role: isNew || isRaised ? joining.role : present.role,
    displayName: joining.displayName ?? present?.display_name ?? null,
  }
  // A new leader may see what the feed has hidden so far.
  if (present && present.role !== joined.role) await changeScope(tx, space)
  await saveMembership(tx, member, joined)
  return succeed(joined)
}

/** Keeps the phone as seen now, with its key; returns the id that what it makes is signed with. */
export async function saveClient(
  tx: Transaction<Database>,
  {
    municipalityId,
    clientId,
    keyHash = null,
    now,
  }: Pick<Joining, 'municipalityId' | 'clientId' | 'keyHash' | 'now'>,
): Promise<Uuid> {
  const { author_id: authorId } = await tx
    .insertInto('clients')
    .values({
      municipality_id: municipalityId,
      client_id: clientId,
      last_seen_at: now,
      key_hash: keyHash,
    })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'client_id']).doUpdateSet({
        last_seen_at: now,
        key_hash: (row) => row.fn.coalesce('excluded.key_hash', 'clients.key_hash'),
      }),
    )
    .returning('author_id')
    .executeTakeFirstOrThrow()
  return authorId ?? clientId
}

const readMembership = (tx: Transaction<Database>, { municipalityId, walkId, clientId }: Joining) =>
  tx
    .selectFrom('walk_members')
    .select(['role', 'display_name', 'removed_at', 'left_at'])
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()

/** Returns the walks that a person takes part in, by the id that their work is signed with. */
export async function partsOf(
  db: Kysely<Database>,
  { municipalityId, clientId }: Omit<MemberKey, 'walkId'>,
): Promise<(Joined & { walkId: Uuid })[]> {
  return db
    .selectFrom('walk_members')
    .select(['walk_id as walkId', 'role', 'display_name as displayName'])
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .where('left_at', 'is', null)
    .execute()
}

async function countMembers(
  tx: Transaction<Database>,
  { municipalityId, walkId }: Joining,
): Promise<number> {
  const row = await tx
    .selectFrom('walk_members')
    .select((expression) => expression.fn.countAll<string>().as('count'))
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('removed_at', 'is', null)
    .where('left_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function saveMembership(
  tx: Transaction<Database>,
  { municipalityId, walkId, clientId, now }: Joining,
  { role, displayName }: Joined,
): Promise<void> {
  await tx
    .insertInto('walk_members')
    .values({
      municipality_id: municipalityId,
      walk_id: walkId,
      client_id: clientId,
      role,
      display_name: displayName,
      joined_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['municipality_id', 'walk_id', 'client_id'])
        .doUpdateSet({ role, display_name: displayName, left_at: null }),
    )
    .execute()
}

export interface MemberKey {
  municipalityId: Uuid
  walkId: Uuid
  clientId: Uuid
}

/** Renames a member. What arrives from now on gets the new name; history keeps the name under which each thing arrived. */
export async function renameMember(
  db: Kysely<Database>,
  member: MemberKey,
  displayName: string | null,
): Promise<void> {
  await updateMember(db, member).set({ display_name: displayName }).execute()
}

/**
 * Records that a phone has left, and ends its links to the status page. It is not removed: what it may still hold is accepted, and the code
 * admits it again. Leaving twice keeps the first time.
 */
export async function leaveWalk(db: Kysely<Database>, member: MemberKey, now: Date): Promise<void> {
  const { municipalityId, walkId: spaceId, clientId } = member
  await updateMember(db, member).set({ left_at: now }).where('left_at', 'is', null).execute()
  await forgetStatusLinksIn(db, { municipalityId, spaceId }, [clientId])
}

const updateMember = (db: Kysely<Database>, { municipalityId, walkId, clientId }: MemberKey) =>
  db
    .updateTable('walk_members')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('client_id', '=', clientId)
