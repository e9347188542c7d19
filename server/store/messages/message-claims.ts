import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MessageReason, MessageState } from '../../../shared/message/message.ts'
import type { Database } from '../database/schema.ts'

/** A message as the store has it: what its kind needs to write it. */
export interface StoredMessage {
  municipalityId: Uuid
  id: Uuid
  kind: string
  subjectId: Uuid
  number: number
  recipientKind: 'wish' | 'account' | 'phone'
  recipientId: Uuid
  walkId: Uuid | null
  findingId: Uuid | null
  tries: number
  writtenAt: Date
}

/** One run of the job on the messages of one municipality. */
export interface Claim {
  municipalityId: Uuid
  /** Of the run: whatever another one has claimed since is no longer its business. */
  claimId: Uuid
  now: Date
}

/** Longer than one hand-over with all its timeouts may take. */
const leaseMs = 5 * 60_000

export const storedColumns = sql`municipality_id as "municipalityId", id, kind, subject_id as "subjectId", number,
  recipient_kind as "recipientKind", recipient_id as "recipientId", walk_id as "walkId",
  finding_id as "findingId", tries, written_at as "writtenAt"`

const untilOf = ({ now }: Pick<Claim, 'now'>) => new Date(now.getTime() + leaseMs)

/**
 * Takes at most so many waiting messages whose time has come; nobody else takes them until the lease is over. They are looked up once, before any
 * is taken: a sub-select may run anew for each row, takes more than it should then, and locks what it does not take, so that two runs can each
 * pass over a message because of the other.
 */
export async function claimMessages(
  db: Kysely<Database>,
  claim: Claim,
  most: number,
): Promise<StoredMessage[]> {
  const { municipalityId, claimId, now } = claim
  const { rows } = await sql<StoredMessage>`
    with due as materialized (
      select id as due_id from mail_messages where municipality_id = ${municipalityId} and state = 'waiting'
        and next_try_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by next_try_at, id limit ${most} for update skip locked)
    update mail_messages set claim_id = ${claimId}, claimed_until = ${untilOf(claim)}
    from due where municipality_id = ${municipalityId} and id = due_id
    returning ${storedColumns}`.execute(db)
  return rows
}

/** Marks a message before its hand-over begins. Returns false when it is no longer this run's. */
export async function markHandingOver(
  db: Kysely<Database>,
  claim: Claim,
  id: Uuid,
): Promise<boolean> {
  const { municipalityId, claimId, now } = claim
  const { numAffectedRows } = await sql`
    update mail_messages set state = 'handing-over', tries = tries + 1, claimed_until = ${untilOf(claim)},
      changed_at = ${now}
    where municipality_id = ${municipalityId} and id = ${id} and claim_id = ${claimId} and state = 'waiting'`.execute(
    db,
  )
  return numAffectedRows === 1n
}

export interface MessageChange {
  state: MessageState
  reason: MessageReason | null
  answer?: string | null
  /** Absent: at once. */
  nextTryAt?: Date
}

/** Records what became of a message that this run has claimed. */
export async function settleMessage(
  db: Kysely<Database>,
  { municipalityId, claimId, now }: Claim,
  { id, state, reason, answer = null, nextTryAt = now }: MessageChange & { id: Uuid },
): Promise<void> {
  await sql`
    update mail_messages set state = ${state}, reason = ${reason}, answer = ${answer}, next_try_at = ${nextTryAt},
      claim_id = null, claimed_until = null, changed_at = ${now}
    where municipality_id = ${municipalityId} and id = ${id} and claim_id = ${claimId}
      and state in ('waiting', 'handing-over', 'unknown')`.execute(db)
}

/** Gives back what this run has claimed and not begun: the mail server is away. */
export async function giveBack(
  db: Kysely<Database>,
  { municipalityId, claimId }: Claim,
  { reason, nextTryAt }: { reason: MessageReason | null; nextTryAt: Date },
): Promise<void> {
  await sql`
    update mail_messages set reason = coalesce(${reason}, reason), next_try_at = ${nextTryAt}, claim_id = null,
      claimed_until = null
    where municipality_id = ${municipalityId} and claim_id = ${claimId} and state = 'waiting'`.execute(
    db,
  )
}
