import type { WalkRole } from '../../access/roles.ts'
import type { Uuid } from '../../identifiers.ts'
import type { CalendarDay, Timestamp } from '../../timestamps.ts'
import type { ObservationStatus } from '../observation-status.ts'
import type { Answer } from '../observation.ts'

/** What people see on site when they look at a finding again (domain.md §3.3, phase 10). */
export const verdicts = ['confirmed', 'not-solved', 'cannot-see'] as const
export type Verdict = (typeof verdicts)[number]

/** What stands of a finding on one follow-up walk; earlier verdicts are in its history. */
export interface Verification {
  /** The follow-up walk on which somebody looked. */
  followUpId: Uuid
  verdict: Verdict
  /** Empty when nothing was written. */
  remark: string
  /** The day on which it was seen. */
  on: CalendarDay
  /** When it was received. */
  at: Timestamp
  /** In which function on the follow-up walk. */
  byRole: WalkRole
  /** It came after the follow-up walk was closed. */
  isLate?: true
}

/** What the server alone knows of the verdict of one follow-up walk. */
export interface VerifiedBy {
  followUpId: Uuid
  /** The phone; deleted with its person. */
  clientId?: Uuid
  /** What the finding was before the verdict moved it, so that another verdict starts from there; absent where nothing moved. */
  before?: { status: ObservationStatus; answer: Answer | null }
}

/** What stands of a finding on one follow-up walk; undefined when nobody has looked at it there. */
export const verificationOn = (
  { verifications = [] }: { verifications?: readonly Verification[] },
  followUpId: Uuid,
): Verification | undefined => verifications.find((one) => one.followUpId === followUpId)
