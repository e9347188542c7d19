import type { Severity } from '../../../shared/observation/categories.ts'
import type { Position } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Feeling } from '../../../shared/observation/observation.ts'
import type { OwnerType } from '../../../shared/municipality/party.ts'

/** What is being written now. Kept on the phone from the first tap, so a killed page loses nothing (A3). */
export interface Draft {
  /** UUIDv7 made by `newDraft`; the observation keeps it for life. */
  observationId: Uuid
  walkId: Uuid
  category: string | null
  position: Position | null
  place: string
  text: string
  /** `null`: the category's own severity. */
  severity: Severity | null
  feeling: Feeling | null
  ownerType: OwnerType | null
  photoIds: Uuid[]
  /** Phone clock, ISO 8601 UTC. */
  updatedAt: string
}

/** A photo ready to be stored: decoded, turned upright, made small, without metadata. */
export interface PreparedPhoto {
  bytes: ArrayBuffer
  mime: string
  width: number
  height: number
  wasResized: boolean
}
