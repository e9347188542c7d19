import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/**
 * Where an e-mail stands. `handing-over`: marked before the hand-over begins. `unknown`: it may have reached its recipient, so only a person
 * sends it again. `held`: nobody tries until a coordinator says so. `withdrawn`: nobody gets it any more.
 */
export const messageStates = [
  ...(['waiting', 'handing-over', 'handed-over'] as const),
  ...(['failed', 'held', 'unknown', 'withdrawn'] as const),
] as const
export type MessageState = (typeof messageStates)[number]

/** Why it stands there. */
export type MessageReason =
  // held
  | 'no-mail-server'
  | 'restored'
  // waiting for the next try
  | 'server-away'
  | 'put-off'
  // failed
  | 'refused'
  | 'too-many-tries'
  | 'not-composed'
  // unknown
  | 'cut-off'
  | 'crashed'
  // withdrawn
  | 'no-address'
  | 'unsubscribed'
  | 'subject-gone'
  | 'restricted'
  | 'by-hand'

/** States from which a coordinator may send a message. */
export const sendableStates = ['failed', 'held', 'unknown'] as const satisfies MessageState[]

/** States from which a coordinator may take a message out of the outbox. */
export const removableStates = [
  'waiting',
  ...sendableStates,
] as const satisfies readonly MessageState[]

/** A message as a coordinator sees it. */
export interface VisibleMessage {
  id: Uuid
  state: MessageState
  reason: MessageReason | null
  /** Code of the mail server's last response, `550 5.1.1`. */
  answer: string | null
  tries: number
  writtenAt: Timestamp
  changedAt: Timestamp
  /** Of a waiting message. */
  nextTryAt: Timestamp | null
  walkId: Uuid | null
  findingId: Uuid | null
  subject: string
  /** Null once it is no longer known. */
  recipient: string | null
  /**
   * As it would be sent now, but for secrets of its recipient; null when it was handed over or withdrawn, since it is written anew each time.
   */
  text: string | null
}
