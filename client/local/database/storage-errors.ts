/** Nothing more fits on this phone, also after giving up all that may go (K1). What was to be written is not written. */
export class PhoneFullError extends Error {
  override readonly name = 'PhoneFullError'
}

/** stuck: it did not open within three seconds (A6); forbidden: the browser lets this site keep nothing. */
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

/** Chromium opens a database that it forbids, and then says that the user denied it. */
export const isForbidden = (error: unknown): boolean =>
  nameOf(error) === 'SecurityError' ||
  (nameOf(error) === 'UnknownError' && /denied permission/.test(String(error)))

export const isQuotaError = (error: unknown): boolean => nameOf(error) === 'QuotaExceededError'

/**
 * Safari ends connections under memory pressure or on resume; each engine says it differently, and only a new
 * connection helps (peers-offline.md §4).
 */
export function isConnectionLost(error: unknown): boolean {
  if (nameOf(error) === 'InvalidStateError') return true
  return /connection.*(lost|clos)|database.*clos|server lost/i.test(messageOf(error))
}
