import type { Uuid } from '../../../shared/identifiers.ts'

/**
 * What only the running page knows of delivery: it is never stored, because after a restart nothing is under way. The
 * sync loop writes it; the pins read it.
 */
export interface DeliveryStatus {
  needsSignIn: boolean
  /** Phone clock minus server clock, milliseconds. */
  clockOffsetMs: number | null
  /** Ids of mutations whose request is on its way. */
  sendingEntries: ReadonlySet<Uuid>
  /** The photo whose bytes are on their way. */
  sendingPhoto: Uuid | null
}

export const idleDelivery = (): DeliveryStatus => ({
  needsSignIn: false,
  clockOffsetMs: null,
  sendingEntries: new Set(),
  sendingPhoto: null,
})
