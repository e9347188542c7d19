import type { ShallowRef } from 'vue'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { Saved } from './capture-saving.ts'
import type { CaptureSession } from './capture-session.ts'

/** Turns a saved pin back into its draft, while the notice of saving is shown. */
export function captureUndoing(
  { capture }: Pick<WalkServices, 'capture'>,
  session: CaptureSession,
  lastSaved: ShallowRef<Saved | null>,
) {
  /** Opens what was just saved as a draft again, with everything, sent or not. False: it was not possible, and the pin stays. */
  async function undo(): Promise<boolean> {
    const saved = lastSaved.value
    if (saved?.mode !== 'new') return false
    try {
      const outcome = await capture.reopen(saved.pinId)
      if (!outcome.ok) return false
      lastSaved.value = null
      session.open(outcome.value, { kind: 'new' })
      session.touch()
      session.place.isConfirmed.value = true
      await session.photos.restore(outcome.value.photoIds)
      return true
    } catch {
      return false
    }
  }

  function forgetLastSaved(): void {
    lastSaved.value = null
  }

  return { undo, forgetLastSaved }
}
