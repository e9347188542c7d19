/**
 * online: our server answered our last request; captive-portal: another server did (a Wi-Fi login page); server-away: our server or
 * its proxy is unavailable at the moment.
 */
type Connection = 'unknown' | 'online' | 'offline' | 'captive-portal' | 'server-away'

export interface SyncState {
  connection: Connection
  needsSignIn: boolean
  appTooOld: boolean
  /** The outbox has been counted since the page was opened; before that nothing may claim that all is sent. */
  isCounted: boolean
  /** Mutations and photos that the server has not acknowledged. */
  waiting: number
  /** Items of the present run; `null` when there is none. */
  sending: { done: number; of: number } | null
  /** Refused mutations and rejected photos: each needs a decision of the person. */
  needsAttention: number
  /** Server time of the last answer, ISO 8601 UTC. */
  lastContactAt: string | null
  /** Phone clock minus server clock, milliseconds; `null` before the first answer. */
  clockOffsetMs: number | null
}

export type WakeReason =
  | 'start'
  | 'save'
  | 'online'
  | 'offline'
  | 'visible'
  | 'pageshow'
  | 'poke'
  | 'timer'
  | 'manual'
  | 'other-tab'
  | 'signed-in'

export type SendNowResult =
  | 'all-sent'
  | 'waiting'
  | 'offline'
  | 'captive-portal'
  | 'server-away'
  | 'needs-sign-in'
  | 'app-too-old'
  | 'needs-attention'

export const initialSyncState = (): SyncState => ({
  connection: 'unknown',
  needsSignIn: false,
  appTooOld: false,
  isCounted: false,
  waiting: 0,
  sending: null,
  needsAttention: 0,
  lastContactAt: null,
  clockOffsetMs: null,
})
