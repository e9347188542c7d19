import type { Severity } from '../../shared/categories.ts'
import type { MutationArgs } from '../../shared/mutation.ts'
import type { OwnerType } from '../../shared/party.ts'
import type { DemoOffice } from './municipality.ts'

type StatusArgs = MutationArgs<'observation.set-status@1'>

/** One of the walkers' phones of a walk, or its leader's. */
export type DemoPhone = 'walker 1' | 'walker 2' | 'walker 3' | 'leader'

/** What somebody did with an observation after it was pinned. `at` is Danish time, `2026-11-02T09:10`. */
export type DemoStep = { by: DemoOffice | DemoPhone; at: string } & (
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
  /** Danish time of the tap. */
  at: string
  /** Danish time of the sync; later than `at` where there was no signal. */
  sentAt: string
  accuracyMetres: number
  /** Where the phone first believed it was. */
  firstPosition?: { longitude: number; latitude: number; accuracyMetres: number }
  steps: DemoStep[]
}
