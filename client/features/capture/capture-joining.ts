import { ref } from 'vue'
import type { WalkServices } from '../../sync/walk-services.ts'
import type { CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

/** "Ja, det er den": the draft ends in a pin that is there already. */
export function captureJoining(
  { capture }: Pick<WalkServices, 'capture'>,
  { draft, trouble, writer, close }: CaptureSession,
) {
  /** The pin the last draft was added to; read when the draft is gone. */
  const joinedPinId = ref<string | null>(null)

  /** What was written becomes a comment on that pin, and the draft goes. False: nothing changed, `trouble` says why. */
  async function joinExisting(pinId: string): Promise<boolean> {
    const current = draft.value
    joinedPinId.value = null
    if (!current) return false
    try {
      const text = current.text.trim()
      const outcome = text === '' ? { ok: true as const } : await capture.comment(pinId, text)
      if (!outcome.ok) {
        trouble.value = { kind: 'problem', problem: outcome.problem }
        return false
      }
      joinedPinId.value = pinId
      close()
      await writer.inOrder(() => capture.discardDraft(current.observationId))
      return true
    } catch (error) {
      trouble.value = troubleOf(error)
      return false
    }
  }

  return { joinExisting, joinedPinId }
}
