import { sql, type RawBuilder } from 'kysely'
import { openStatuses } from '../../../shared/observation/list-filters.ts'
import {
  soonDays,
  unownedBeforeMs,
  type LateKind,
} from '../../../shared/observation/promises/late.ts'
import type { DeskFilter } from './desk-filter.ts'

type Condition = RawBuilder<boolean>
type Moment = Pick<DeskFilter, 'municipalityId' | 'nowMs'>

/** The day in the municipality's zone; deadlines are days there. */
const today = ({ municipalityId, nowMs }: Moment) => sql`(
  select (${new Date(nowMs)}::timestamptz at time zone time_zone)::date
  from municipalities where id = ${municipalityId})`

const conditions: Record<LateKind, (moment: Moment) => Condition> = {
  overdue: (moment) => sql`status = any(${openStatuses}::text[]) and due_order < ${today(moment)}`,
  unowned: unownedCondition,
  soon: (moment) => sql`status = any(${openStatuses}::text[])
    and due_order >= ${today(moment)} and due_order < ${today(moment)} + ${soonDays}::int`,
}

/** As the index of 0072-forwarded-unowned.sql has it, word for word: with parameters the planner would not know it again. */
export const withoutOwner: Condition = sql`party_ids = '{}' and status <> all ('{done,verified,declined,duplicate}')`

export function unownedCondition({ nowMs }: Pick<Moment, 'nowMs'>): Condition {
  return sql`${withoutOwner}
    and received_at < ${new Date(unownedBeforeMs(nowMs))}`
}

/** What is late in one of these ways, by the rule of late.ts; a good place never is. */
export const lateCondition = (values: readonly string[], moment: Moment): Condition =>
  sql`category not like 'god.%' and (${sql.join(
    Object.entries(conditions)
      .filter(([kind]) => values.includes(kind))
      .map(([, condition]) => sql`(${condition(moment)})`),
    sql` or `,
  )})`
