import type { Actor } from '../access/roles.ts'
import type { BoundingBox } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { CalendarDay, Timestamp } from '../timestamps.ts'
import type { WalkPhase } from '../walk/walk.ts'
import type { SubjectBodies, SubjectKind } from './subject.ts'

/** A space is a walk, or the municipality for what belongs to no single walk (sync.md §0.3). */
export type SpaceKind = 'walk' | 'municipality'

/** Everything a rule may look at besides its subject. No clocks, no ids made inside: the caller brings them. */
interface CommonContext {
  actor: Actor
  /** Shown beside comments and answers: a display name, or the party's name for officials. */
  actorName: string
  /** False once the author's phone has been removed from the walk (sync.md §2.6). */
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
  /** Another subject that the mutation names. Absent where only the server can know it: rules about it are then left to the server. */
  find?: FindSubject
}

type FindSubject = <Kind extends SubjectKind>(
  kind: Kind,
  id: Uuid,
) => SubjectBodies[Kind] | undefined

/** Of what happens in a walk; the id of the walk is the id of its space. */
export interface WalkContext extends CommonContext {
  spaceKind: 'walk'
  walkId: Uuid
  phase: WalkPhase
}

export interface MunicipalityContext extends CommonContext {
  spaceKind: 'municipality'
}

export type MutationContext = WalkContext | MunicipalityContext

export type ContextOf<Space extends SpaceKind> = Extract<MutationContext, { spaceKind: Space }>
