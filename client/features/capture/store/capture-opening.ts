import type { Position } from '../../../../shared/geo.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import { mendMode, type CaptureSession } from './capture-session.ts'

export interface Start {
  walkId: string
  position: Position | null
  /** Unix milliseconds at which the phone found the position. */
  fixAt: number | null
  /** Its age, when it is too old to be used without asking. */
  staleMs?: number | null
}

/** The ways into the sheet besides a stored draft: a new pin, and a saved pin to change. */
export function captureOpening(
  { capture, pins }: Pick<WalkServices, 'capture' | 'pins'>,
  { place, photos, open }: CaptureSession,
) {
  /** Freezes the present position; what the phone reports later does not move the pin. */
  function begin(start: Start): void {
    open({ ...capture.newDraft(start.walkId), position: start.position }, { kind: 'new' })
    place.fixAt.value = start.fixAt
    place.staleMs.value = start.staleMs ?? null
  }

  /** Opens a saved pin for changes, or the changes that were begun. Returns false when it is gone. */
  async function beginMend(pinId: string): Promise<boolean> {
    const begun = (await capture.drafts()).find(({ observationId }) => observationId === pinId)
    const stored = begun ?? (await capture.draftOf(pinId))
    const pin = await pins.get(pinId)
    if (!stored || !pin) return false
    open(stored, mendMode(pin))
    await photos.restore(stored.photoIds)
    return true
  }

  return { begin, beginMend }
}
