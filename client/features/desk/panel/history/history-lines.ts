import type { HistoryEvent } from '../../../../../shared/contract/api-contract.ts'
import { capturedMoment, keptOffset } from '../../../../../shared/sync/captured-moment.ts'
import {
  declineReasons,
  type ObservationStatus,
} from '../../../../../shared/observation/observation-status.ts'
import {
  editableFields,
  type Answer,
  type Comment,
  type EditableField,
  type ObservationEventKind,
} from '../../../../../shared/observation/observation.ts'
import {
  verdicts,
  type Verdict,
} from '../../../../../shared/observation/verification/verification.ts'
import type { VisibleComment } from '../../../../../shared/observation/visible-observation.ts'
import { isStatus } from '../../words/status-words.ts'

export type AnswerDetails = Pick<
  Answer,
  'reason' | 'plannedFor' | 'awaits' | 'on' | 'recipient' | 'reference' | 'duplicateOf'
>

/** One line of the history, ready for words: who, when, from and to. */
export interface HistoryLine {
  seq: string
  kind: ObservationEventKind | 'unknown'
  by: string
  byKind: HistoryEvent['byKind']
  at: string
  /** The phone's claim of the time of capture, when it is well before reception. */
  captured: ReturnType<typeof capturedMoment> | null
  from: ObservationStatus | null
  to: ObservationStatus | null
  fromParties: readonly string[]
  toParties: readonly string[]
  fromDue: string | null
  toDue: string | null
  fields: readonly EditableField[]
  /** Details of a status: reason, planned month, day, recipient, original. */
  details: AnswerDetails
  quote: string
  audience: Comment['audience'] | null
  /** What was seen on a follow-up walk. */
  verdict: Verdict | null
  /** It was being sent while the observation was withdrawn, and is kept with it (D6). */
  isAfterWithdrawal: boolean
}

const knownKinds: readonly ObservationEventKind[] = [
  'created',
  'edited',
  'suggested',
  'withdrawn',
  'withdrawal-requested',
  'restored',
  'status-set',
  'assigned',
  'given-back',
  'commented',
  'photo-announced',
  'photo-stored',
  'photo-rejected',
  'photo-reviewed',
  'linked',
  'unlinked',
  'kept-apart',
  'seen-too',
  'seen-no-more',
  'verified-on-site',
  'undone',
]

/** Two moments closer than this count as one. */
const sameMomentMs = 10 * 60_000

/**
 * Returns the events of an observation as lines, in the given order. Comments are quoted from the observation, because history
 * keeps no personal text (O2), and so only what the reader may see there.
 */
export const historyLines = (
  events: readonly HistoryEvent[],
  comments: readonly VisibleComment[],
): HistoryLine[] => events.map((event) => lineOf(event, comments))

function lineOf(event: HistoryEvent, comments: readonly VisibleComment[]): HistoryLine {
  const { data } = event
  const comment = comments.find(({ id }) => id === data['commentId'])
  const before = assignmentIn(data['from'])
  return {
    seq: event.seq,
    kind: knownKinds.find((kind) => kind === event.kind) ?? 'unknown',
    by: event.by,
    byKind: event.byKind,
    at: event.receivedAt,
    captured: earlierCapture(event),
    from: statusIn(data['from']) ?? before.status,
    to: statusIn(data['status']),
    fromParties: before.partyIds,
    toParties: textsIn(data['partyIds']),
    fromDue: before.dueOn,
    toDue: textIn(data['dueOn']) || null,
    fields: editableFields.filter((field) => textsIn(data['fields']).includes(field)),
    details: detailsIn(data),
    quote: comment?.text ?? quoteIn(event),
    audience: comment?.audience ?? null,
    verdict: verdicts.find((one) => one === data['verdict']) ?? null,
    isAfterWithdrawal: data['afterWithdrawal'] === true,
  }
}

/** An assignment has its former values in one object; a status step has one status. */
function assignmentIn(value: unknown) {
  const fields = typeof value === 'object' && value !== null ? { ...value } : {}
  const { partyIds, dueOn, status } = fields as Record<string, unknown>
  return { partyIds: textsIn(partyIds), dueOn: textIn(dueOn) || null, status: statusIn(status) }
}

const detailNames = ['plannedFor', 'on', 'recipient', 'reference', 'duplicateOf'] as const

function detailsIn(data: HistoryEvent['data']): AnswerDetails {
  const texts = detailNames.map((name) => [name, textIn(data[name])]).filter(([, text]) => text)
  const reason = declineReasons.find((code) => code === data['reason'])
  const awaits = data['awaits'] === 'budget' ? ({ awaits: 'budget' } as const) : {}
  return { ...(Object.fromEntries(texts) as AnswerDetails), ...(reason && { reason }), ...awaits }
}

/** `reason` is a code when a status was set, and a walker's own words when something was withdrawn. */
const quoteIn = ({ kind, data }: HistoryEvent) =>
  textIn(kind.startsWith('withdraw') ? data['reason'] : data['text'])

const textIn = (value: unknown) => (typeof value === 'string' ? value : '')
const textsIn = (value: unknown) =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
const statusIn = (value: unknown) => (typeof value === 'string' && isStatus(value) ? value : null)

/** Returns when it happened on the phone, where that was clearly before it was received. */
function earlierCapture({ capturedAt, receivedAt, data }: HistoryEvent): HistoryLine['captured'] {
  if (capturedAt === null) return null
  const offset = data['clockOffsetMs']
  const claim = { capturedAt, ...keptOffset(typeof offset === 'number' ? offset : null) }
  const moment = capturedMoment(claim)
  return Date.parse(receivedAt) - Date.parse(moment.at) > sameMomentMs ? moment : null
}
