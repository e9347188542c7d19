import type { Severity } from '../../shared/observation/categories.ts'
import type { MutationArgs } from '../../shared/sync/registry.ts'
import type { OwnerType } from '../../shared/municipality/party.ts'
import type { Timestamp } from '../../shared/timestamps.ts'
import type { DemoOffice } from './demo-accounts.ts'

type StatusArgs = MutationArgs<'observation.set-status@1'>

/** One of the walkers' phones of a walk, or its leader's. */
export type DemoPhone = 'walker 1' | 'walker 2' | 'walker 3' | 'leader'

/** What somebody did with an observation after it was pinned. */
export type DemoStep = { by: DemoOffice | DemoPhone; at: Timestamp } & (
  | ({ do: 'status' } & Omit<StatusArgs, 'observationId' | 'base'>)
  | { do: 'assign'; partyIds: string[]; dueOn: string | null }
  | { do: 'comment'; audience: 'public' | 'internal'; text: string }
  | { do: 'move'; longitude: number; latitude: number }
)

export interface DemoObservation {
  place: string
  longitude: number
  latitude: number
  category: string
  severity: Severity
  /** As typed on the walk, spelling included. */
  text: string
  ownerType?: OwnerType
  phone: DemoPhone
  /** Time of the tap. */
  at: Timestamp
  /** Time of the sync; later than `at` where there was no signal. */
  sentAt: Timestamp
  accuracyMetres: number
  /** Where the phone located itself at first. */
  firstPosition?: { longitude: number; latitude: number; accuracyMetres: number }
  steps: DemoStep[]
}
