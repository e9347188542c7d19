import type { BoundingBox } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { MunicipalityProfile } from '../municipality/municipality.ts'
import type { WalkRole } from '../access/roles.ts'
import type { Timestamp } from '../timestamps.ts'
import type { WalkPublication } from '../publication/publication.ts'
import type { Gathering } from './gathering/gathering.ts'
import type { WalkVote } from './vote/vote.ts'
import type { PlaceKind, Weather } from './place-kinds.ts'
import type { SaidLine } from './said/said-line.ts'
import type { WalkFunction } from './walk-functions.ts'

export const walkPhases = ['planned', 'open', 'closed'] as const
export type WalkPhase = (typeof walkPhases)[number]

/** What happens to a walk, as its history records it. */
export type WalkEventKind =
  | 'walk-created'
  | 'walk-edited'
  | 'walk-started'
  | 'walk-closed'
  | 'line-said'
  | 'list-approved'
  | 'list-reopened'
  | 'vote-opened'
  | 'vote-closed'
  | 'page-published'
  | 'page-withdrawn'

export interface WalkStop {
  /** Kept by a follow-up walk, so that ratings of the same place can be compared. */
  id: Uuid
  name: string
  longitude: number
  latitude: number
}

/** What the people who plan a walk say of it beside time and place; absent where nobody has said it. */
export interface WalkDetails {
  /** Why this walk: what it is to find out or change. */
  purpose?: string | null
  theme?: string | null
  /** Who invites: a samråd, a housing association, the municipality. */
  host?: string | null
  placeKind?: PlaceKind | null
  weather?: Weather | null
  /** Ids of the parties that are invited. */
  parties?: readonly string[] | null
  /** The walk whose findings a follow-up walk looks at again (domain.md §3.3, phase 10). */
  follows?: Uuid
  /** In which functions people come. */
  functions?: readonly WalkFunction[] | null
  /** When it was announced. Absent in walks of before this was kept. */
  openedAt?: Timestamp
  /** When its leader began it. */
  startedAt?: Timestamp
  closedAt?: Timestamp
  /** What came of gathering it; only those who gather read it (gathering.ts). */
  gathering?: Gathering
  /** What leaders have said to everybody, the newest last. */
  said?: readonly SaidLine[]
  /** Absent as long as nobody has opened a vote. */
  vote?: WalkVote
  /** Whether everybody may read its page; absent where that was never so. */
  publication?: WalkPublication
}

/** A dated event, and the unit of sync: the walk's id is its space's id. Body of the feed row of kind `walk`. */
export interface Walk extends WalkDetails {
  id: Uuid
  title: string
  /** `null` for a walk that is open all year (trying things, pins outside walks). */
  startsAt: Timestamp | null
  endsAt: Timestamp | null
  phase: WalkPhase
  isStanding: boolean
  meetingPlace: string | null
  /** The area whose map is made ready for offline use. */
  area: BoundingBox
  /** Longitude, latitude pairs of the planned way; empty when there is none. */
  route: readonly (readonly [longitude: number, latitude: number])[]
  stops: readonly WalkStop[]
}

/** Answer of a join: everything a phone needs to start offline. */
export interface JoinedWalk {
  walk: Walk
  role: WalkRole
  clientId: Uuid
  displayName: string | null
  municipality: MunicipalityProfile
}
