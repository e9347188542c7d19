import type { Store } from '../store/database/database.ts'
import { collectTombstones } from '../store/spaces/tombstone-store.ts'
import { UsageError } from './usage-error.ts'

/** Deletes feed rows of withdrawn pins that have not changed for so many days; phones that missed them start over. */
export async function collectTombstonesCommand(store: Store, days: string): Promise<string> {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : Number.NaN
  if (Number.isNaN(count)) throw new UsageError('--days must be a whole number.')
  const olderThan = new Date(Date.now() - count * 86_400_000)
  return `${String(await collectTombstones(store, olderThan))} rows are forgotten.`
}
