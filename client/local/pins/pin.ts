import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'

/**
 * How far a pin's own work has come. When its entries differ, the most urgent counts: refused > waiting-for-sign-in > sending >
 * on-phone > parked > received; `from-others` has no work of this phone.
 */
export type Delivery =
  'refused' | 'waiting-for-sign-in' | 'sending' | 'on-phone' | 'parked' | 'received' | 'from-others'

/**
 * on-phone: waits; sending: being sent; sent: the server has all bytes; stored: cleaned and readable; rejected: needs the person
 * (see `problem`); missing: announced by somebody, but the bytes are not there.
 */
export type PinPhotoState = 'on-phone' | 'sending' | 'sent' | 'stored' | 'rejected' | 'missing'

export interface PinPhoto {
  photoId: Uuid
  size: number
  sentBytes: number
  state: PinPhotoState
  /** Whether `CaptureStorage.photoBytes` can show it without a network. */
  isOnPhone: boolean
  problem?: Problem
}

/** One observation as this phone shows it: the server's row with this phone's own waiting work on top. */
export interface Pin {
  id: Uuid
  /** A pin that was withdrawn on this phone but not yet on the server is still listed, with `isWithdrawn` set. */
  observation: VisibleObservation
  delivery: Delivery
  /** Why the server (or this phone, judging by the newest rows) does not accept the newest refused work. */
  problem: Problem | null
  /** Server time of the receipt; `null` before it. */
  receivedAt: Timestamp | null
  photos: PinPhoto[]
  /** Work after the create that the server has not acknowledged. */
  hasPendingEdit: boolean
  /** True while nothing of it was ever sent: undo then leaves no trace. */
  isNeverSent: boolean
  /** Ids of the outbox entries behind it, oldest first. */
  entryIds: Uuid[]
}

/** What the screens read. Lists come newest first: own waiting work by running number, then rows by feed number. */
export interface PinList {
  list(walkId: Uuid): Promise<Pin[]>
  get(id: Uuid): Promise<Pin | undefined>
  /**
   * Calls the listener after every change of rows, outbox, photos or delivery, in this tab or another; returns a function that
   * unsubscribes.
   */
  subscribe(listener: () => void): () => void
}
