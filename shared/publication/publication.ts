import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/** `unchecked` is nobody's decision, or one about words that have changed since: what is not `public` is shown to nobody outside. */
export const partStates = ['unchecked', 'public', 'internal'] as const
export type PartState = (typeof partStates)[number]

/** `exact` is a mark on the map; `stop` only says at which stop of the walk it was. */
export const precisions = ['exact', 'stop'] as const
export type Precision = (typeof precisions)[number]

/** One part as it stands: nobody has decided about this version of it while it is `unchecked`. */
export interface PartNow {
  state: PartState
  version: string
}

/** What somebody has decided about one part of a finding, and which version of it (part-versions.ts) the person had before the eyes. */
export interface Decision extends PartNow {
  at: Timestamp
}

/**
 * What the public may see of one finding. Its id is that of the observation. It is a subject of its own, so that
 * deciding changes nothing that a phone holds; it has no text of the walker's, and goes when the finding is erased.
 */
export interface FindingPublication {
  id: Uuid
  walkId: Uuid
  /** `wording` replaces the walker's words in public, which stay as they are; null shows the words themselves. */
  text?: Decision & { wording: string | null }
  position?: Decision & { precision: Precision }
  /** What the responsible party has written. Status, reason code and date are shown with the finding anyway. */
  answer?: Decision
  photos?: Readonly<Record<Uuid, Decision>>
}

/** The public page of a walk; absent where there never was one. */
export interface WalkPublication {
  state: 'published' | 'withdrawn'
  at: Timestamp
  /** When it was published for the first time. */
  since: Timestamp
}

export type PublicationEventKind = 'publication-decided'
