import type { ObservationArgs } from '../../../../../shared/observation/mutation-schemas.ts'
import { suggestParties, type Party } from '../../../../../shared/municipality/party.ts'
import { calendarDayOf, type CalendarDay } from '../../../../../shared/timestamps.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { suggestDueDay } from '../../dates/due-date.ts'
import { readTypedDay, writeTypedDay } from '../../../../../shared/text/typed-day.ts'

/** Party and date, as chosen and typed; `base` is what the person saw when the form opened. */
export interface AssignDraft {
  partyIds: string[]
  dueOn: string
  /** Why a deadline that stood moves. */
  reason: string
  base: { partyIds: readonly string[]; dueOn: CalendarDay | null }
}

export interface AssignContext {
  parties: readonly Party[]
  today: CalendarDay
  timeZone: string
}

/** Routing's suggestions (domain.md §10) first, then everybody else by Danish alphabet. */
export function orderedParties(observation: VisibleObservation, parties: readonly Party[]) {
  const suggested = suggestParties(observation.category, observation.ownerType, parties)
  const byName = new Intl.Collator('da').compare
  const others = parties
    .filter((party) => !suggested.includes(party))
    .toSorted((a, b) => byName(a.name, b.name))
  return { suggested, others }
}

/** Fills a new form: the present assignment, otherwise the first suggestion and the default deadline. */
export function openAssignDraft(
  observation: VisibleObservation,
  { parties, today, timeZone }: AssignContext,
): AssignDraft {
  const { suggested } = orderedParties(observation, parties)
  const first = observation.severity === 0 ? undefined : suggested[0]
  const receivedOn = calendarDayOf(
    Date.parse(observation.receivedAt ?? observation.capturedAt),
    timeZone,
  )
  const dueOn = observation.dueOn ?? suggestDueDay(observation.severity, receivedOn, today)
  const isAssigned = observation.partyIds.length > 0
  return {
    partyIds: isAssigned ? [...observation.partyIds] : first ? [first.id] : [],
    dueOn: dueOn === null ? '' : writeTypedDay(dueOn),
    reason: '',
    base: { partyIds: [...observation.partyIds], dueOn: observation.dueOn },
  }
}

/** A date that cannot be read is sent as typed, so that the rules refuse it (`needs-date`) instead of it being dropped. */
export function assignArgs(
  observationId: string,
  draft: AssignDraft,
  today: CalendarDay,
): ObservationArgs<'observation.assign@2'> {
  const reason = draft.reason.trim()
  return {
    observationId,
    base: { partyIds: [...draft.base.partyIds], dueOn: draft.base.dueOn },
    partyIds: [...draft.partyIds],
    dueOn: typedDay(draft, today),
    ...(reason === '' ? {} : { reason }),
  }
}

function typedDay({ dueOn }: AssignDraft, today: CalendarDay): string | null {
  const typed = dueOn.trim()
  return typed === '' ? null : (readTypedDay(typed, today) ?? typed)
}

/** Whether the form moves a deadline that people may have been told. */
export const movesDeadline = (draft: AssignDraft, today: CalendarDay): boolean =>
  draft.base.dueOn !== null && typedDay(draft, today) !== draft.base.dueOn
