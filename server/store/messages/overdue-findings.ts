import { sql, type Kysely, type Transaction } from 'kysely'
import { statuses, statusFamily } from '../../../shared/observation/observation-status.ts'
import type { CalendarDay } from '../../../shared/timestamps.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

const open = statuses.filter((status) => statusFamily(status) === 'open')

/** Open findings whose date has passed. Restricted ones are in no mail, so they are in no list for one. */
const overdue = (municipalityId: Uuid, today: CalendarDay) => sql`
  observations.municipality_id = ${municipalityId} and not is_withdrawn and not is_restricted
    and status = any(${open}::text[]) and due_on < ${today}::date`

export interface OverdueFinding {
  number: string | null
  category: string
  dueOn: CalendarDay
}

/** Returns what the parties of an account have promised for an earlier day, the oldest date first. */
export async function overdueOfAccount(
  db: Kysely<Database>,
  {
    municipalityId,
    accountId,
    today,
  }: { municipalityId: Uuid; accountId: Uuid; today: CalendarDay },
): Promise<OverdueFinding[]> {
  const { rows } = await sql<OverdueFinding>`
    select number::text as number, category, due_on::text as "dueOn" from observations
    where ${overdue(municipalityId, today)}
      and party_ids && array(select party_id from account_parties
        where municipality_id = ${municipalityId} and account_id = ${accountId})
    order by due_on, observations.number`.execute(db)
  return rows
}

/** Days between two reminders of the same dates. */
const restDays = 7

/**
 * Returns the accounts that are to be reminded today: something of their parties is overdue, and either a date has passed since the last
 * reminder or that was a week ago.
 */
export async function accountsToRemind(
  tx: Transaction<Database>,
  { municipalityId, today }: { municipalityId: Uuid; today: CalendarDay },
): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    with last as (
      select recipient_id, max(number) as day from mail_messages
      where municipality_id = ${municipalityId} and kind = 'overdue' group by recipient_id
    ), late as (
      select account_id, max(due_on) as due_on from account_parties
      join observations on observations.municipality_id = ${municipalityId} and party_ids @> array[party_id]
      where account_parties.municipality_id = ${municipalityId} and ${overdue(municipalityId, today)}
      group by account_id
    )
    select account_id as id from late left join last on recipient_id = account_id
    where day is null or to_date(day::text, 'YYYYMMDD') <= due_on
      or to_date(day::text, 'YYYYMMDD') <= ${today}::date - ${restDays}::integer
    order by account_id`.execute(tx)
  return rows.map(({ id }) => id)
}
