import type { Position } from '../../../shared/geo.ts'
import type { WalkServices } from '../../sync/walk-services.ts'
import type { CaptureSession } from './capture-session.ts'
import { hasContent } from './draft-content.ts'

export interface Start {
  walkId: string
  position: Position | null
  /** Unix milliseconds at which the phone found the position. */
  fixAt: number | null
}

/** The ways into the sheet: a new pin, the draft of an earlier page, a saved pin to change; and the way out of it. */
export function captureOpening(
  { capture, pins }: Pick<WalkServices, 'capture' | 'pins'>,
  session: CaptureSession,
) {
  const { draft, fixAt, photos, writer, open, close } = session

  /** Freezes the position of this moment; what comes later from the phone does not move the pin. */
  function begin(start: Start): void {
    open({ ...capture.newDraft(start.walkId), position: start.position }, { kind: 'new' })
    fixAt.value = start.fixAt
  }

  /** The draft of an earlier page, if there is one worth keeping; a draft of a saved pin goes on as a change to it. */
  async function restore(): Promise<boolean> {
    if (draft.value) return true
    const stored = await capture.loadDraft()
    if (!stored || !hasContent(stored)) return false
    const pin = await pins.get(stored.observationId)
    if (draft.value) return true
    const mend = { kind: 'mend', pinId: stored.observationId } as const
    open(stored, pin ? { ...mend, isRefused: pin.delivery === 'refused' } : { kind: 'new' })
    session.touch()
    await photos.restore(stored.photoIds)
    return true
  }

  /** Opens a saved pin for changes. False when it is gone. */
  async function beginMend(pinId: string): Promise<boolean> {
    const stored = await capture.draftOf(pinId)
    const pin = await pins.get(pinId)
    if (!stored || !pin) return false
    open(stored, { kind: 'mend', pinId, isRefused: pin.delivery === 'refused' })
    await photos.restore(stored.photoIds)
    return true
  }

  async function discard(): Promise<void> {
    const current = draft.value
    close()
    if (current) await writer.inOrder(() => capture.discardDraft(current.observationId))
  }

  /** A saved pin that was opened and left as it was leaves no draft behind. */
  function leaveUntouched(): void {
    if (session.mode.value.kind === 'mend' && !session.isTouched.value) close()
  }

  return { begin, restore, beginMend, discard, leaveUntouched }
}
