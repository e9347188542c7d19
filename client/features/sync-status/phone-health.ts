import { ref, shallowRef } from 'vue'
import type { DetectedLoss, SelfTestResult } from '../../local/phone/phone-storage.ts'
import { PhoneStorageError } from '../../local/database/storage-errors.ts'
import type { WalkServices } from '../../sync/services/walk-services.ts'

/** Whether this phone can store anything, and whether it has lost something (sync.md §2.9). */
export function createPhoneHealth({ storage }: Pick<WalkServices, 'storage'>) {
  const health = ref<SelfTestResult>('ok')
  const loss = shallowRef<DetectedLoss | null>(null)

  const test = () => storage.selfTest().catch(() => 'away' as const)

  async function checkPhone(): Promise<void> {
    const result = await test()
    // The test may have met an open that had hung before: only one that begins now shows the present state.
    health.value = result === 'stuck' ? await test() : result
    loss.value = (await storage.lossDetected().catch(() => undefined)) ?? null
  }

  /** Records a failed read or write; only failures of the phone itself count. */
  function noteTrouble(error: unknown): void {
    if (error instanceof PhoneStorageError) {
      health.value = error.trouble === 'broken' ? 'away' : error.trouble
    }
  }

  /** Keeps room for text on a phone that fills up later (K1). */
  function keepReserve(): Promise<void> {
    return storage.keepBallast().catch(noteTrouble)
  }

  async function acknowledgeLoss(): Promise<void> {
    await storage.acknowledgeLoss()
    loss.value = null
  }

  return { health, loss, checkPhone, noteTrouble, keepReserve, acknowledgeLoss }
}
