import { ref, shallowRef } from 'vue'
import type { DetectedLoss, SelfTestResult } from '../../local/phone-storage.ts'
import type { WalkServices } from '../../sync/walk-services.ts'

/** Whether this phone can keep anything, and whether it has lost something (sync.md §2.9). */
export function createPhoneHealth({ storage }: Pick<WalkServices, 'storage'>) {
  const health = ref<SelfTestResult>('ok')
  const loss = shallowRef<DetectedLoss | null>(null)

  async function checkPhone(): Promise<void> {
    health.value = await storage.selfTest().catch(() => 'away' as const)
    loss.value = (await storage.lossDetected().catch(() => undefined)) ?? null
  }

  async function acknowledgeLoss(): Promise<void> {
    await storage.acknowledgeLoss()
    loss.value = null
  }

  return { health, loss, checkPhone, acknowledgeLoss }
}
