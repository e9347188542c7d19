import type { Uuid } from '../identifiers.ts'

/** What a phone needs before a walk without a network, as its own list shows it. */
export const readyLines = ['app', 'walk', 'map', 'room', 'position', 'persist'] as const
export type ReadyLineName = (typeof readyLines)[number]

/** Whether a phone is ready for one walk, as it found out itself. */
export interface OfflineReadiness {
  walkId: Uuid
  /** What its person can do something about; empty when the phone is ready. */
  missing: ReadyLineName[]
  /** What it will do without, such as a position that its person has refused. */
  without: ReadyLineName[]
}
