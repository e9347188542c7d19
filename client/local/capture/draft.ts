import type { Severity } from '../../../shared/observation/categories.ts'
import type { Position } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ChosenStop, Feeling, WrittenFor } from '../../../shared/observation/observation.ts'
import type { OwnerType } from '../../../shared/municipality/party.ts'

/** A pin that is being written. It is stored from the first tap, so a killed page loses nothing (A3). */
export interface Draft {
  /** UUIDv7 made by `newDraft`; the observation keeps it for ever. */
  observationId: Uuid
  walkId: Uuid
  category: string | null
  position: Position | null
  place: string
  text: string
  /** `null` means the category's own severity. */
  severity: Severity | null
  feeling: Feeling | null
  ownerType: OwnerType | null
  stop?: ChosenStop | null | undefined
  writtenFor?: WrittenFor | null | undefined
  photoIds: Uuid[]
  /** Phone clock, ISO 8601 UTC. */
  updatedAt: string
}

/** A photo ready to be stored: decoded, upright, scaled down, without metadata. */
export interface PreparedPhoto {
  bytes: ArrayBuffer
  mime: string
  width: number
  height: number
  wasResized: boolean
}
