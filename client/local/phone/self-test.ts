import type { PhoneContext } from './phone-context.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { makeSecret } from './phone-environment.ts'
import { PhoneFullError, PhoneStorageError } from '../database/storage-errors.ts'

/**
 * ok; full: nothing more fits, not even text; volatile: what is written cannot be read back (some private windows); stuck: the
 * database did not open within three seconds; forbidden: the browser lets this site store nothing, most often because cookies are
 * blocked; away: it cannot be opened for another reason.
 */
export type SelfTestResult = 'ok' | 'full' | 'volatile' | 'stuck' | 'forbidden' | 'away'

/** Coalesces concurrent tests: several screens ask when a page opens. */
export function shareSelfTest(context: PhoneContext): () => Promise<SelfTestResult> {
  let running: Promise<SelfTestResult> | undefined
  return () => {
    running ??= selfTest(context).finally(() => (running = undefined))
    return running
  }
}

const prefix = 'self-test'
const all = () => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
/** Age of a record whose tab died during its test; no test takes this long. */
const leftOverAfterMs = 10 * 60_000

/** The key is unique, because another tab may test at the same time. */
async function selfTest({ outbox, environment }: PhoneContext): Promise<SelfTestResult> {
  const now = environment.clock.now()
  const key = `${prefix}:${makeSecret(environment)}`
  const value = String(now)
  try {
    await outbox.write(['identity'], async (transaction) => {
      await dropLeftOver(transaction, now)
      await transaction.objectStore('identity').put(value, key)
    })
    const kept = (await outbox.read(['identity'], (transaction) =>
      transaction.objectStore('identity').get(key),
    )) as unknown
    await outbox.write(['identity'], (transaction) =>
      transaction.objectStore('identity').delete(key),
    )
    return kept === value ? 'ok' : 'volatile'
  } catch (error) {
    if (error instanceof PhoneFullError) return 'full'
    const trouble = error instanceof PhoneStorageError ? error.trouble : 'away'
    return trouble === 'broken' ? 'away' : trouble
  }
}

async function dropLeftOver(transaction: WriteTransaction, now: number): Promise<void> {
  const store = transaction.objectStore('identity')
  for (const key of await store.getAllKeys(all())) {
    const begun = Number(await store.get(key))
    if (!(Math.abs(now - begun) < leftOverAfterMs)) await store.delete(key)
  }
}
