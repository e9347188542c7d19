import type { Uuid } from '../../../shared/identifiers.ts'

/**
 * Delivery as only the running page knows it: it is never stored, because after a restart nothing is being sent. The sync loop
 * writes it; the pins read it.
 */
export interface DeliveryStatus {
  needsSignIn: boolean
  /** Phone clock minus server clock, milliseconds. */
  clockOffsetMs: number | null
  /** Ids of mutations whose request is being sent. */
  sendingEntries: ReadonlySet<Uuid>
  /** The photo whose bytes are being sent. */
  sendingPhoto: Uuid | null
}

export const idleDelivery = (): DeliveryStatus => ({
  needsSignIn: false,
  clockOffsetMs: null,
  sendingEntries: new Set(),
  sendingPhoto: null,
})
