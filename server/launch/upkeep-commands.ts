import { isUuid } from '../../shared/identifiers.ts'
import type { Store } from '../store/database.ts'
import { collectTombstones } from '../store/tombstone-store.ts'
import { replayParked, type ReplayedMutation } from '../sync/replay-parked.ts'
import { UsageError } from './usage-error.ts'

/** Applies what the server had to put aside, all of it or the ids named; one line for each. */
export async function replayParkedCommand(store: Store, ids: readonly string[]): Promise<string> {
  const wrong = ids.find((id): boolean => !isUuid(id))
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no id of a mutation.`)
  const replayed = await replayParked(store, ids.length > 0 ? ids : undefined)
  if (replayed.length === 0) return 'Nothing is parked.'
  return replayed.map(lineOf).join('\n')
}

const lineOf = ({ mutationId, status, code, error }: ReplayedMutation): string =>
  [mutationId, status, code ?? error ?? ''].join(' ').trim()

/** Forgets feed rows of withdrawn pins that have not changed for so many days; phones that missed them start over. */
export async function collectTombstonesCommand(store: Store, days: string): Promise<string> {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : Number.NaN
  if (Number.isNaN(count)) throw new UsageError('--days must be a whole number.')
  const olderThan = new Date(Date.now() - count * 86_400_000)
  return `${String(await collectTombstones(store, olderThan))} rows are forgotten.`
}
