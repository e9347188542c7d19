import { ref, shallowRef } from 'vue'
import type { WalkServices } from '../../sync/walk-services.ts'
import type { CaptureMode, CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

/** From draft to pin, and back again for a few seconds. */
export function captureSaving(
  { capture }: Pick<WalkServices, 'capture'>,
  session: CaptureSession,
  settledPhotos: () => Promise<void>,
) {
  const { draft, mode, trouble, writer, close } = session
  const isSaving = ref(false)
  const lastSaved = shallowRef<{ pinId: string; mode: CaptureMode['kind'] } | null>(null)

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

  /** Takes back what was just saved; the pill and the list show it at once. */
  async function undo(): Promise<void> {
    const saved = lastSaved.value
    lastSaved.value = null
    if (saved?.mode === 'new') await capture.undo(saved.pinId)
  }

  function forgetLastSaved(): void {
    lastSaved.value = null
  }

  return { isSaving, lastSaved, save, undo, forgetLastSaved }
}
