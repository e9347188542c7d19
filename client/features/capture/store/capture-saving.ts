import { ref, shallowRef } from 'vue'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureMode, CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

export interface Saved {
  pinId: string
  mode: CaptureMode['kind']
}

/** Turns a draft into a pin. */
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
   * Stores the pin on this phone. False: nothing was stored, the draft with its text stays, and `trouble` has the reason. The draft
   * is deleted only when the durable transaction has completed, and saving waits for photos that are still being prepared.
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
