import { ref, shallowRef } from 'vue'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureMode, CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

export interface Saved {
  pinId: string
  mode: CaptureMode['kind']
}

/** From draft to pin. */
export function captureSaving(
  { capture }: Pick<WalkServices, 'capture'>,
  session: CaptureSession,
  settledPhotos: () => Promise<void>,
) {
  const { draft, mode, trouble, writer, close } = session
  const isSaving = ref(false)
  const lastSaved = shallowRef<Saved | null>(null)

  async function send(): Promise<boolean> {
    const current = draft.value
    if (!current) return false
    const as = mode.value
    const outcome =
      as.kind === 'mend'
        ? await capture.fixAndResend(as.pinId, current)
        : await capture.save(current)
    if (!outcome.ok) {
      trouble.value = { kind: 'problem', problem: outcome.problem }
      return false
    }
    lastSaved.value = { pinId: current.observationId, mode: as.kind }
    close()
    return true
  }

  /**
   * Keeps the pin on this phone. False: nothing was kept, the draft with its text stands, and `trouble` says why. The draft goes
   * away only when the durable transaction has completed, and photos still being prepared are waited for.
   */
  async function save(): Promise<boolean> {
    if (!draft.value || isSaving.value) return false
    isSaving.value = true
    trouble.value = null
    try {
      await settledPhotos()
      return trouble.value === null && (await writer.inOrder(send))
    } catch (error) {
      trouble.value = troubleOf(error)
      return false
    } finally {
      isSaving.value = false
    }
  }

  return { isSaving, lastSaved, save }
}
