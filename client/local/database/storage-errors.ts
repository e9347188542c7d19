/** Nothing more fits on this phone, even after everything disposable was deleted (K1). Nothing was written. */
export class PhoneFullError extends Error {
  override readonly name = 'PhoneFullError'
}

/** stuck: it did not open within three seconds (A6); forbidden: the browser lets this site store nothing. */
export type StorageTrouble = 'stuck' | 'away' | 'broken' | 'forbidden'

/** The phone's database cannot be used now. Nothing was written. */
export class PhoneStorageError extends Error {
  override readonly name = 'PhoneStorageError'
  readonly trouble: StorageTrouble

  constructor(trouble: StorageTrouble, options?: ErrorOptions) {
    super(`phone storage is ${trouble}`, options)
    this.trouble = trouble
  }
}

const nameOf = (error: unknown): string =>
  error !== null && typeof error === 'object' && 'name' in error ? String(error.name) : ''

const messageOf = (error: unknown): string =>
  error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : ''

/** Chromium opens a database that it forbids, and then reports that the user denied it. */
export const isForbidden = (error: unknown): boolean =>
  nameOf(error) === 'SecurityError' ||
  (nameOf(error) === 'UnknownError' && /denied permission/.test(String(error)))

export const isQuotaError = (error: unknown): boolean => nameOf(error) === 'QuotaExceededError'

/**
 * Safari closes connections under memory pressure or on resume. Each engine reports it differently, and only a new connection helps
 * (sync.md §2.1).
 */
export function isConnectionLost(error: unknown): boolean {
  if (nameOf(error) === 'InvalidStateError') return true
  return /connection.*(lost|clos)|database.*clos|server lost/i.test(messageOf(error))
}
