import { sql, type Kysely } from 'kysely'
import { openStatuses } from '../../../shared/observation/list-filters.ts'
import type { CalendarDay, Timestamp } from '../../../shared/timestamps.ts'
import type { Database } from '../database/schema.ts'
import { sharedConditions } from '../desk/desk-conditions.ts'
import type { DeskFilter } from '../desk/desk-filter.ts'
import { unownedCondition } from '../desk/late-conditions.ts'

/** Findings that are looked at to say what is overdue; of more it is said that there are more. */
const most = 2_000

/** What one party has let pass. */
interface OverdueParty {
  /** Null: no party has it. */
  partyId: string | null
  findings: number
  oldestDueOn: CalendarDay
}

interface OverdueFindings {
  parties: OverdueParty[]
  /** Each once. */
  findings: number
  /** There are more than were looked at, so every count is a least one. */
  isMore: boolean
}

/**
 * Returns who has let how many deadlines pass. The oldest of each open status are looked at, up to a limit, out of the index that begins with
 * the status and holds deadline, category and parties: what the first screen shows must not grow with the city.
 */
export async function countOverdue(
  db: Kysely<Database>,
  filter: DeskFilter,
  today: CalendarDay,
): Promise<OverdueFindings> {
  const { rows } = await sql<OverdueParty & { looked: number }>`
    with late as materialized (
      select due_order, party_ids from unnest(${openStatuses}::text[]) as walked(walked_status)
      cross join lateral (
        select due_order, party_ids, id from observations
        where status = walked_status and due_order < ${today}::date
          and ${sharedConditions(filter)} and not is_withdrawn and category not like 'god.%'
        order by due_order, id limit ${most + 1}
      ) as pin
      order by due_order limit ${most + 1}
    ),
    shared as (
      select due_order, party_id from late cross join lateral unnest(
        case when party_ids = '{}' then array[null]::text[] else party_ids end) as party(party_id)
    )
    select party_id as "partyId", count(*)::int as findings, min(due_order) as "oldestDueOn",
      (select count(*)::int from late) as looked
    from shared group by party_id order by min(due_order), count(*) desc, party_id`.execute(db)
  const own = filter.parties?.ids
  const looked = rows[0]?.looked ?? 0
  return {
    parties: rows
      .filter(({ partyId }) => !own || (partyId !== null && own.includes(partyId)))
      .map(({ partyId, findings, oldestDueOn }) => ({ partyId, findings, oldestDueOn })),
    findings: Math.min(looked, most),
    isMore: looked > most,
  }
}

interface UnownedFindings {
  findings: number
  isMore: boolean
  /** When the longest waiting was received; null without any. */
  since: Timestamp | null
}

/** Returns how many findings nobody has for more than a week, out of an index that holds no others. */
export async function countUnowned(
  db: Kysely<Database>,
  filter: DeskFilter,
): Promise<UnownedFindings> {
  const { rows } = await sql<{ findings: number; since: Date | null }>`
    select count(*)::int as findings, min(received_at) as since from (
      select received_at from observations
      where ${sharedConditions(filter)} and not is_withdrawn and category not like 'god.%'
        and ${unownedCondition(filter)}
      order by received_at, id limit ${most + 1}
    ) as unowned`.execute(db)
  const { findings = 0, since = null } = rows[0] ?? {}
  return {
    findings: Math.min(findings, most),
    isMore: findings > most,
    since: since?.toISOString() ?? null,
  }
}
