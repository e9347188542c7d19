import type { BoundingBox } from '../geo.ts'
import type { Uuid } from '../identifiers.ts'
import type { Party } from '../municipality/party.ts'
import type { WalkRole } from '../access/roles.ts'
import type { Timestamp } from '../timestamps.ts'

export const walkPhases = ['planned', 'open', 'closed'] as const
export type WalkPhase = (typeof walkPhases)[number]

export interface WalkStop {
  id: Uuid
  name: string
  longitude: number
  latitude: number
}

/** A dated event, and the unit of sync: the walk's id is its space's id. Body of the feed row of kind `walk`. */
export interface Walk {
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

/** Who is responsible for what people write here: the text shown before joining (domain.md §13.7). */
export interface PrivacyNotice {
  controller: string
  contact: string
  retentionMonths: number
}

/** Answer of a join: everything a phone needs to start offline. */
export interface JoinedWalk {
  walk: Walk
  role: WalkRole
  clientId: Uuid
  displayName: string | null
  municipality: MunicipalityProfile
}

export interface MunicipalityProfile {
  id: Uuid
  name: string
  timeZone: string
  /** Positions outside are refused: swapped axes or a wrong city (domain.md §12). */
  bounds: BoundingBox
  parties: Party[]
  privacy: PrivacyNotice
  /** Numbers to call, shown for severity 4 and `adf.*`. */
  emergency: { lifeAtRisk: string; police: string }
}
