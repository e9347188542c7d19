import { shallowRef, watch } from 'vue'
import type { Keepsake } from '../../../local/capture/restore-deleted.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

export interface Joined {
  pinId: string
  /** The comment that the text has become, if there was any. */
  commentId: string | null
  /** The draft, until it is deleted. */
  keepsake: Keepsake | null
}

/** "Ja, det er den": the draft ends in an existing pin. */
export function captureJoining(
  { capture }: Pick<WalkServices, 'capture'>,
  { draft, trouble, writer, close }: CaptureSession,
) {
  /** The pin that the last draft was added to; read after the draft has ended, and reset by the next one. */
  const joined = shallowRef<Joined | null>(null)

  watch(
    draft,
    (now) => {
      if (now) joined.value = null
    },
    { flush: 'sync' },
  )

  async function comment(pinId: string, text: string): Promise<Joined | null> {
    if (text === '') return { pinId, commentId: null, keepsake: null }
    const said = await capture.comment(pinId, text)
    if (said.ok) return { pinId, commentId: said.value, keepsake: null }
    trouble.value = { kind: 'problem', problem: said.problem }
    return null
  }

  /** Turns the text into a comment on that pin, and deletes the draft. False: nothing changed, `trouble` has the reason. */
  async function joinExisting(pinId: string): Promise<boolean> {
    const current = draft.value
    joined.value = null
    if (!current) return false
    try {
      await writer.flush()
      const outcome = await comment(pinId, current.text.trim())
      if (!outcome) return false
      joined.value = outcome
      close()
      const keepsake = await writer.inOrder(() => capture.discardDraft(current.observationId))
      joined.value = { ...outcome, keepsake }
      return true
    } catch (error) {
      trouble.value = troubleOf(error)
      return false
    }
  }

  /** Restores the draft. Returns whether the comment is deleted, too: one that was sent stays. */
  async function undoJoin({ pinId, commentId, keepsake }: Joined): Promise<boolean> {
    if (keepsake) await capture.putBack(keepsake)
    if (commentId === null) return true
    const back = await capture.takeBackComment(pinId, commentId)
    return back.ok && back.value
  }

  return { joined, joinExisting, undoJoin }
}
