import { isRestrictedCategory, type Severity } from './categories.ts'
import type { Position } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { DeclineReason, ObservationStatus } from './observation-status.ts'
import type { OwnerType } from '../municipality/party.ts'
import type { Photo } from './photo.ts'
import type { Audience } from '../access/permissions.ts'
import type { Role, WalkRole } from '../access/roles.ts'
import type { CalendarDay, Timestamp } from '../timestamps.ts'
import type { MovedDate } from './promises/moved-date.ts'
import type { LastChange } from './undo/last-change.ts'
import type { Verification, VerifiedBy } from './verification/verification.ts'

/** How it feels here: question s1 of domain.md §8.3, 1 very unsafe to 5 very safe. */
export const feelings = [1, 2, 3, 4, 5] as const
export type Feeling = (typeof feelings)[number]

/** For whom a finding was written down, where somebody else saw or felt it: a person on the walk, or a neighbour who is not there. */
export const writtenForOthers = ['walker', 'neighbour'] as const
export type WrittenFor = (typeof writtenForOthers)[number]

/** The stop of the walk that a person has chosen for a finding, or `none`: it belongs to no stop. */
export type ChosenStop = Uuid

/** Fields that people edit; each edit carries the value it was based on (sync.md §2.11). */
export interface EditableFields {
  category: string
  position: Position
  place: string
  text: string
  severity: Severity
  feeling: Feeling | null
  ownerType: OwnerType | null
  /** `null` or absent: the nearest one counts (walk/findings-by-stop.ts). */
  stop?: ChosenStop | null | undefined
  /** `null` or absent: the author's own. */
  writtenFor?: WrittenFor | null | undefined
}
export const editableFields = [
  'category',
  'position',
  'place',
  'text',
  'severity',
  'feeling',
  'ownerType',
  'stop',
  'writtenFor',
] as const satisfies readonly (keyof EditableFields)[]
export type EditableField = (typeof editableFields)[number]

/** What a party that has accepted a finding waits for itself. */
export type AwaitedThing = 'budget'

/** What the responsible party last said; shown to the walker with the status. */
export interface Answer {
  status: ObservationStatus
  text: string
  reason?: DeclineReason
  /** Month `2027-03` or year `2027`. */
  plannedFor?: string
  /** What the party waits for itself before it can say when; shown with the status. */
  awaits?: AwaitedThing
  /** Day the work was done or confirmed. */
  on?: CalendarDay
  recipient?: string
  reference?: string
  duplicateOf?: Uuid
  at: Timestamp
  by: string
  /** In whose name it was given, where that is one party of the finding; absent for coordinators, walkers, and before this was kept. */
  partyId?: string
  /** Who gave it on the walk; absent for officials. */
  byRole?: WalkRole
}

export interface Comment {
  id: Uuid
  audience: 'public' | 'internal'
  text: string
  /** Name of a walker, party of an official; empty where the reader may not know it. */
  by: string
  at: Timestamp
  /** What the writer was on the walk, so that a leader's words are signed as such; absent for officials. */
  byRole?: WalkRole
  /** What it responds to: a question of the responsible party, or that the work is called done. Absent for any other comment. */
  about?: 'question' | 'not-solved'
  /** The phone that wrote it, absent for officials; never leaves the server (visible-observation.ts). */
  authorClientId?: Uuid
}

/** A walker's value that did not replace what stands: kept, shown, never lost. */
export interface Suggestion {
  field: EditableField
  value: unknown
  at: Timestamp
}

/** A party's part that it has given back: it does not have the finding. */
interface GivenBack {
  partyId: string
  reason: DeclineReason
  text: string
  by: string
  at: Timestamp
}

/** A field that somebody else than the author has changed. */
export interface Correction {
  field: EditableField
  /** As the author had it; sent to the author alone (visible-observation.ts). */
  before?: unknown
  at: Timestamp
  byRole: Role
}

/** Somebody else who sees the same thing: each phone once. */
export interface SeenToo {
  /** Absent where the reader may not know it, and after the municipality's months. */
  clientId?: Uuid
  feeling?: Feeling | null
}

/** One pinned finding as the server keeps it; phones see `VisibleObservation`. */
export interface Observation extends EditableFields {
  id: Uuid
  walkId: Uuid
  /** Number people say aloud; `null` until the server has given one. */
  number: number | null
  status: ObservationStatus
  partyIds: readonly string[]
  dueOn: CalendarDay | null
  answer: Answer | null
  /** Since when its parties have it; absent where it was assigned before this was kept, and where it never was. */
  heldSince?: Timestamp
  /** Month or year of the plan that stands, also while work is under way; absent where none ever stood or it was planned before this was kept. */
  plannedFor?: string | null
  /** What parties have given back, the oldest first; absent where none has. Only officials get it (visible-observation.ts). */
  givenBack?: readonly GivenBack[]
  /** Dates that were promised and have moved, the oldest first; absent where none has. */
  movedDates?: readonly MovedDate[]
  photos: readonly Photo[]
  comments: readonly Comment[]
  suggestions: readonly Suggestion[]
  /** Fields whose value an official set: a later edit by a walker becomes a suggestion. */
  officialFields: readonly EditableField[]
  /** What others have changed in the author's words, each field once; absent where nobody has. */
  corrections?: readonly Correction[]
  /** Who has said "I see it too", in that order; absent where nobody ever has. */
  seenToo?: readonly SeenToo[]
  /** What follow-up walks have seen, one for each walk, the newest last; absent where none has. */
  verifications?: readonly Verification[]
  /** Who has said so; never leaves the server (visible-observation.ts). */
  verifiedBy?: readonly VerifiedBy[]
  /** What a duplicate was before it was linked, so that unlinking it gives that back. */
  beforeLink?: { status: ObservationStatus; answer: Answer | null }
  /** Findings that look like this one, and of which somebody has said that they are something else. */
  apartFrom?: readonly Uuid[]
  /** What an official's last change replaced; absent once anything else has happened. It never leaves the server. */
  lastChange?: LastChange
  isWithdrawn: boolean
  wantsWithdrawal: boolean
  /** The author withdrew it or asked for it, and may revert that; absent where somebody else has withdrawn it. */
  withdrawnByAuthor?: true
  /** Came after the walk was closed or after its author was removed from it: to be looked at. */
  isLate: boolean
  authorClientId: Uuid | null
  authorName: string | null
  /** The phone's claim; never used for ordering. */
  capturedAt: Timestamp
  /** Phone clock minus server clock by the phone's estimate, milliseconds; shown times are corrected by it (captured-moment.ts). */
  clockOffsetMs?: number
  receivedAt: Timestamp | null
  updatedAt: Timestamp | null
}

export const audienceOf = (observation: Observation): Audience => ({
  id: observation.id,
  category: observation.category,
  isRestricted: isRestrictedCategory(observation.category),
  partyIds: observation.partyIds,
  authorClientId: observation.authorClientId,
})

/** What happens to an observation, as its history records it. */
export type ObservationEventKind =
  | 'created'
  | 'edited'
  | 'suggested'
  | 'withdrawn'
  | 'withdrawal-requested'
  | 'restored'
  | 'status-set'
  | 'assigned'
  | 'given-back'
  | 'commented'
  | 'photo-announced'
  | 'photo-stored'
  | 'photo-rejected'
  | 'photo-reviewed'
  | 'linked'
  | 'unlinked'
  | 'kept-apart'
  | 'seen-too'
  | 'seen-no-more'
  | 'verified-on-site'
  | 'undone'

/** What still arrives for a withdrawn observation is kept with it and shown to officials as such (sync.md §2.11). */
export const flagIfWithdrawn = ({ isWithdrawn }: Observation): { afterWithdrawal?: true } =>
  isWithdrawn ? { afterWithdrawal: true } : {}
