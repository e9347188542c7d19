import { shallowRef, watch } from 'vue'
import type { Draft } from '../../../local/capture/draft.ts'
import type { Keepsake } from '../../../local/capture/restore-deleted.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { addToExisting, Added } from '../duplicates/add-to-existing.ts'
import type { CaptureSession } from './capture-session.ts'
import { troubleOf } from './capture-trouble.ts'

type Give = typeof addToExisting

export interface Joined extends Added {
  pinId: string
  /** The draft, until it is deleted. */
  keepsake: Keepsake | null
}

/** "Ja, det er den": the draft ends in an existing pin. */
export function captureJoining(
  services: Pick<WalkServices, 'capture' | 'pins'>,
  { draft, trouble, writer, close }: CaptureSession,
) {
  const { capture } = services
  /** The pin that the last draft was added to; read after the draft has ended, and reset by the next one. */
  const joined = shallowRef<Joined | null>(null)

  watch(
    draft,
    (now) => {
      if (now) joined.value = null
    },
    { flush: 'sync' },
  )

  async function add(pinId: string, to: Draft, give: Give): Promise<Joined | null> {
    const added = await give(services, pinId, to)
    if (added.ok) return { pinId, ...added.value, keepsake: null }
    trouble.value = { kind: 'problem', problem: added.problem }
    return null
  }

  /** Gives that pin what was written, felt and photographed, and deletes the draft. False: the draft is kept, `trouble` has the reason. */
  async function joinExisting(pinId: string, give: Give): Promise<boolean> {
    const current = draft.value
    joined.value = null
    if (!current) return false
    try {
      await writer.flush()
      const outcome = await add(pinId, current, give)
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
  async function undoJoin({ pinId, commentId, seesNow, keepsake }: Joined): Promise<boolean> {
    if (keepsake) await capture.putBack(keepsake)
    if (seesNow) await capture.respond(pinId, { sees: false })
    if (commentId === null) return true
    const back = await capture.takeBackComment(pinId, commentId)
    return back.ok && back.value
  }

  return { joined, joinExisting, undoJoin }
}
