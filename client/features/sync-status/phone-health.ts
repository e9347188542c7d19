import { ref, shallowRef } from 'vue'
import type { DetectedLoss, SelfTestResult } from '../../local/phone/phone-storage.ts'
import { PhoneStorageError } from '../../local/database/storage-errors.ts'
import type { WalkServices } from '../../sync/services/walk-services.ts'

/** Whether this phone can keep anything, and whether it has lost something (sync.md §2.9). */
export function createPhoneHealth({ storage }: Pick<WalkServices, 'storage'>) {
  const health = ref<SelfTestResult>('ok')
  const loss = shallowRef<DetectedLoss | null>(null)

  const test = () => storage.selfTest().catch(() => 'away' as const)

  async function checkPhone(): Promise<void> {
    const result = await test()
    // Perhaps it met an open that hung before: only one that begins now says how the phone is now.
    health.value = result === 'stuck' ? await test() : result
    loss.value = (await storage.lossDetected().catch(() => undefined)) ?? null
  }

  /** Somebody could not read or write; only what the phone itself is to blame for counts. */
  function noteTrouble(error: unknown): void {
    if (error instanceof PhoneStorageError) {
      health.value = error.trouble === 'broken' ? 'away' : error.trouble
    }
  }

  /** Room for text on a phone that fills up later (K1). */
  function keepReserve(): Promise<void> {
    return storage.keepBallast().catch(noteTrouble)
  }

  async function acknowledgeLoss(): Promise<void> {
    await storage.acknowledgeLoss()
    loss.value = null
  }

  return { health, loss, checkPhone, noteTrouble, keepReserve, acknowledgeLoss }
}
