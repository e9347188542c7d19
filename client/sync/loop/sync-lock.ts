import type { SyncEnvironment } from '../services/sync-environment.ts'

const lockName = 'lygte-sync'

/** A tab frozen in its cycle may hold the lock for as long as it sleeps. */
const longestWaitMs = 45_000

/**
 * Runs one cycle while no other tab does. Without Web Locks, where they are refused, or when the lock does not come within 45 s, it
 * runs all the same: sending twice is harmless, not sending is not (J1, J5).
 */
export async function withSyncLock<T>(
  { locks, clock }: SyncEnvironment,
  work: () => Promise<T>,
): Promise<T> {
  if (!locks) return work()
  const waiting = new AbortController()
  let hasBegun = false
  const cancel = clock.after(longestWaitMs, () => {
    if (!hasBegun) waiting.abort()
  })
  try {
    return await locks.request(lockName, { signal: waiting.signal }, () => {
      hasBegun = true
      return work()
    })
  } catch (error) {
    if (hasBegun) throw error
    return await work()
  } finally {
    cancel()
  }
}
