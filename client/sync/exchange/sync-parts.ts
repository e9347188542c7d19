import type { Problem } from '../../../shared/problem.ts'
import type { DeliveryStatus } from '../../local/pins/delivery-status.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import type { ApiClient, Contact } from '../http/api-client.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import type { SyncEnvironment } from '../services/sync-environment.ts'

/** What the exchanges of one cycle share. */
export interface SyncParts {
  context: PhoneContext
  environment: SyncEnvironment
  api: ApiClient
  onContact: (contact: Contact) => void
  /** Called with the server time of every answer that has one, and the phone time of that moment. */
  onServerTime: (serverTime: string, phoneMs: number) => void
  /** Called with the number of items that an exchange has delivered. */
  onDelivered: (count: number) => void
  /** Called when the server has received more of a photo. */
  onProgress: () => void
}

/** One cycle is bounded, so that a tab that is frozen in it never keeps the lock for long (sync.md §2.3). */
export interface CycleBounds {
  /** Monotonic milliseconds after which no new request is started. */
  until: number
  signal: AbortSignal
  /** Returns whether new text waits: it goes before the next chunk of a photo. */
  hasNewWork: () => boolean
}

/** Timeout of each request of a cycle; with the cycle's budget the lock is held for 30 s at most. */
export const requestTimeoutMs = 15_000
export const cycleBudgetMs = 15_000

export const isOver = ({ environment }: SyncParts, { until, signal }: CycleBounds): boolean =>
  signal.aborted || environment.clock.monotonic() >= until

export function setDelivery(parts: SyncParts, change: Partial<DeliveryStatus>): void {
  const { delivery } = parts.context
  delivery.status = { ...delivery.status, ...change }
}

/** Returns the error for a server that asks clients to wait, with the time that it named. */
export function tooManyRequests({ code, detail }: Problem): ServerAwayError {
  const seconds = Number(detail?.['retryAfterSeconds'] ?? Number.NaN)
  const retryAfterMs = Number.isNaN(seconds) ? undefined : seconds * 1_000
  return new ServerAwayError({ status: 429, code, retryAfterMs })
}

/** Thrown inside a cycle when the server requires a sign-in; no work changes its state by it (H2). */
export class SignInNeededError extends Error {
  override readonly name = 'SignInNeededError'
}

/** The server no longer speaks this app's protocol: everything is kept and can be exported. */
export class AppTooOldError extends Error {
  override readonly name = 'AppTooOldError'
}
