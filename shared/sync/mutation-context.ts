import type { BoundingBox } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { Observation } from '../observation/observation.ts'
import type { Outcome } from '../problem.ts'
import type { Actor } from '../access/roles.ts'
import type { CalendarDay, Timestamp } from '../timestamps.ts'
import type { WalkPhase } from '../walk/walk.ts'

/** Everything a rule may look at besides the observation. No clocks, no ids made inside: the caller brings them. */
export interface MutationContext {
  actor: Actor
  /** Shown beside comments and answers: a display name, or the party's name for officials. */
  actorName: string
  walkId: Uuid
  phase: WalkPhase
  /** False when the author was removed from the walk before capturing (sync.md §2.6). */
  isMember: boolean
  bounds: BoundingBox
  partyIds: readonly string[]
  /** Server time on the server; the phone's own on the phone. */
  now: Timestamp
  /** Today in the municipality's zone. */
  today: CalendarDay
  capturedAt: Timestamp
  /** How far the phone's clock was wrong then (captured-moment.ts). */
  clockOffsetMs?: number
  /** `null` on the phone: only the server knows when it received something. */
  receivedAt: Timestamp | null
}

export type EventKind =
  | 'created'
  | 'edited'
  | 'suggested'
  | 'withdrawn'
  | 'withdrawal-requested'
  | 'restored'
  | 'status-set'
  | 'assigned'
  | 'commented'
  | 'photo-announced'
  | 'photo-stored'
  | 'photo-rejected'

export interface DomainEvent {
  kind: EventKind
  data: Record<string, unknown>
}

export interface Applied {
  observation: Observation
  /** One mutation leaves one event, in the order of the table of §9. */
  event: DomainEvent
}

/** What still arrives for a withdrawn observation is kept with it and shown to officials as such (sync.md §2.11). */
export const flagIfWithdrawn = ({ isWithdrawn }: Observation): { afterWithdrawal?: true } =>
  isWithdrawn ? { afterWithdrawal: true } : {}

export function firstProblem(outcomes: readonly Outcome<unknown>[]): Outcome<never> | undefined {
  return outcomes.find((outcome): outcome is Outcome<never> => !outcome.ok)
}
