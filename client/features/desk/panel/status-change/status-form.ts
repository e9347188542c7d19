import { declineReasons } from '../../../../../shared/observation/observation-status.ts'
import type {
  DeclineReason,
  ObservationStatus,
} from '../../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import type { Problem } from '../../../../../shared/problem.ts'
import type { ObservationArgs } from '../../../../../shared/observation/mutation-schemas.ts'
import type { CalendarDay } from '../../../../../shared/timestamps.ts'
import { readTypedDay } from '../../../../../shared/text/typed-day.ts'

/** What is shown of the chosen original, and whether a person has said that it is the same although it differs. */
export interface Original extends Pick<
  VisibleObservation,
  'id' | 'number' | 'category' | 'place' | 'walkId' | 'position'
> {
  isConfirmed: boolean
}

/** What a person types before a status is set; kept as typed until the server has accepted it. */
export interface StatusDraft {
  /** The status that the person saw when the form opened: another one now means that somebody was faster. */
  base: ObservationStatus
  text: string
  reason: DeclineReason | ''
  /** Four digits. */
  year: string
  /** `01`–`12`, or empty for the whole year. */
  month: string
  /** A day as typed, see `readTypedDay`. */
  on: string
  recipient: string
  reference: string
  /** Chosen original; `null` until a number has been looked up. */
  original: Original | null
  /** Who follows up what is sent on, and the day as typed; `base` is what the person saw when the form opened. */
  followUp: {
    partyIds: string[]
    dueOn: string
    base: { partyIds: readonly string[]; dueOn: CalendarDay | null }
  }
}

export const emptyStatusDraft = (base: ObservationStatus): StatusDraft => ({
  base,
  text: '',
  reason: '',
  year: '',
  month: '',
  on: '',
  recipient: '',
  reference: '',
  original: null,
  followUp: { partyIds: [], dueOn: '', base: { partyIds: [], dueOn: null } },
})

export type StatusField =
  | 'text'
  | 'reason'
  | 'plannedFor'
  | 'on'
  | 'recipient'
  | 'reference'
  | 'original'
  | 'parties'
  | 'dueOn'

/**
 * The fields of each status, in the order of the form. `isRequired` repeats domain.md §9, and a test holds it to the shared rules.
 */
export interface StatusFieldNeed {
  field: StatusField
  isRequired: boolean
}

const need = (field: StatusField): StatusFieldNeed => ({ field, isRequired: true })
const optionalText: StatusFieldNeed = { field: 'text', isRequired: false }

const particularNeeds: Partial<Record<ObservationStatus, StatusFieldNeed[]>> = {
  'needs-info': [need('text')],
  reopened: [need('text')],
  planned: [need('plannedFor'), optionalText],
  done: [need('on'), optionalText],
  verified: [need('on'), optionalText],
  declined: [need('reason'), need('text')],
  forwarded: [need('recipient'), need('parties'), need('dueOn'), optionalText],
  duplicate: [need('original'), optionalText],
}

export const statusNeeds = (status: ObservationStatus): StatusFieldNeed[] =>
  particularNeeds[status] ?? [optionalText]

export const reasonChoices: readonly DeclineReason[] = declineReasons

type StatusArgs = ObservationArgs<'observation.set-status@1'>

export interface StatusStep {
  observationId: string
  status: ObservationStatus
  today: CalendarDay
}

/** Returns the mutation of a filled form. Missing values are omitted; the shared rules name them. */
export function statusArgs(
  { observationId, status, today }: StatusStep,
  draft: StatusDraft,
): StatusArgs {
  const fields = new Set(statusNeeds(status).map(({ field }) => field))
  const args: StatusArgs = { observationId, base: draft.base, status }
  const text = draft.text.trim()
  const on = readTypedDay(draft.on, today)
  if (text !== '') args.text = text
  if (fields.has('reason') && draft.reason !== '') args.reason = draft.reason
  if (fields.has('plannedFor') && draft.year !== '') args.plannedFor = plannedFor(draft)
  if (fields.has('on') && on !== undefined) args.on = on
  if (fields.has('recipient')) Object.assign(args, recipientOf(draft))
  if (fields.has('original') && draft.original) args.duplicateOf = draft.original.id
  return args
}

const plannedFor = ({ year, month }: StatusDraft) => (month === '' ? year : `${year}-${month}`)

export function recipientOf(draft: StatusDraft): { recipient?: string; reference?: string } {
  const recipient = draft.recipient.trim()
  const reference = draft.reference.trim()
  return { ...(recipient && { recipient }), ...(reference && { reference }) }
}

const fieldOfCode: Record<string, StatusField> = {
  'needs-text': 'text',
  'text-too-long': 'text',
  'text-too-heavy': 'text',
  'unreadable-text': 'text',
  'needs-reason': 'reason',
  'month-ended': 'plannedFor',
  'needs-recipient': 'recipient',
  'needs-original': 'original',
  'needs-party': 'parties',
  'unknown-party': 'parties',
}

const dateOf: Partial<Record<ObservationStatus, StatusField>> = {
  planned: 'plannedFor',
  forwarded: 'dueOn',
}

/** Returns the field that a refusal concerns, so that the words appear beside it. */
export function fieldOfProblem(
  { code, detail }: Problem,
  status: ObservationStatus,
): StatusField | undefined {
  if (detail?.['field'] === 'recipient' || detail?.['field'] === 'reference') return detail['field']
  if (code === 'needs-date') return dateOf[status] ?? 'on'
  return fieldOfCode[code]
}
