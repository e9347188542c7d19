import { shallowRef, watch } from 'vue'
import type { Draft } from '../../../local/capture/draft.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import { mendMode, type CaptureSession } from './capture-session.ts'
import { hasContent } from '../draft/draft-content.ts'

/** Every draft on this phone: none is ever replaced by another, and each is deleted only by its person. */
export function captureDrafts(
  { capture, pins }: Pick<WalkServices, 'capture' | 'pins'>,
  session: CaptureSession,
) {
  /** The latest first. While a sheet is open, in the order of before. */
  const drafts = shallowRef<readonly Draft[]>([])
  const { draft, photos, writer } = session

  async function readDrafts(): Promise<void> {
    drafts.value = (await capture.drafts()).filter(hasContent)
  }

  /** When it fails, the screens keep the earlier list until the next change. */
  const readAgain = () => {
    if (!draft.value) readDrafts().catch(() => undefined)
  }
  capture.onDrafts(readAgain)
  // A draft that is saved is deleted while its sheet is still open.
  watch(draft, readAgain, { flush: 'sync' })

  /** Opens a stored draft; that of a saved pin continues as a change to it. Returns false when there is none. */
  async function resume(observationId?: string): Promise<boolean> {
    const stored = (await capture.drafts())
      .filter(hasContent)
      .find((one) => one.observationId === (observationId ?? one.observationId))
    if (!stored) {
      await readDrafts()
      return false
    }
    const pin = await pins.get(stored.observationId)
    session.open(stored, pin ? mendMode(pin) : { kind: 'new' })
    session.touch()
    // It is written again, so that after a reload the same draft opens.
    draft.value = { ...stored, updatedAt: new Date().toISOString() }
    writer.schedule()
    await photos.restore(stored.photoIds)
    return true
  }

  /** Returns the draft of an earlier page, if there is one worth keeping. */
  async function restore(): Promise<boolean> {
    return draft.value !== null || resume()
  }

  /** Leaves the sheet: a draft that nobody would miss is deleted, the others wait in the list. */
  async function leave(): Promise<void> {
    const left = draft.value
    if (!left) return
    const { observationId } = left
    const isMissed: boolean = hasContent(left)
    const isUnchanged = session.mode.value.kind === 'mend' && !session.isTouched.value
    if (isUnchanged || !isMissed) session.close()
    else session.putAway()
    await writer.inOrder(async () => {
      if (!isMissed) await capture.discardDraft(observationId)
      await readDrafts()
    })
  }

  return { drafts, readDrafts, resume, restore, leave }
}
