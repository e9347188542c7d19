import type { BoundingBox, Position } from '../../../../shared/geo.ts'
import type { Fix } from '../../../map/position/position-fix.ts'
import type { captureFields } from './capture-fields.ts'
import type { CaptureSession } from './capture-session.ts'
import { addressPosition, isCoarse } from '../place/place-rules.ts'

/** The place of the pin: shown by the person, found by the phone now or a little later, or told in words. */
export function capturePlace(
  session: CaptureSession,
  { change, put }: Pick<ReturnType<typeof captureFields>, 'change' | 'put'>,
) {
  const { draft, place, touch } = session
  const { fixAt, isConfirmed, staleMs } = place

  /** The person showed the place: no circle, no question. */
  function movePin(position: Position): void {
    isConfirmed.value = true
    staleMs.value = null
    fixAt.value = null
    change({ position })
  }

  function putAt({ position, takenAt }: Fix, ageMs: number | null): void {
    isConfirmed.value = false
    staleMs.value = ageMs
    fixAt.value = takenAt
    put({ position })
  }

  /** "Brug min position": the phone's position, however the pin was placed before. */
  function takeFix(fix: Fix, ageMs: number | null): void {
    touch()
    putAt(fix, ageMs)
  }

  /** A typed address without a position means "somewhere in the walk's area", which the circle shows. */
  function typePlace(text: string, area: BoundingBox): void {
    const known = draft.value?.position
    const isLost = !known || known.source === 'address' || isCoarse(known)
    const position = text.trim() === '' ? null : addressPosition(area)
    change(isLost ? { place: text, position } : { place: text })
  }

  function confirmPlace(): void {
    isConfirmed.value = true
  }

  return { movePin, takeFix, typePlace, confirmPlace, ...placeFinding(session, putAt) }
}

/** Positions that arrive while the pin is being made. */
function placeFinding(
  { draft, mode, place }: CaptureSession,
  putAt: (fix: Fix, ageMs: number | null) => void,
) {
  const { fixAt, isConfirmed, isFinding, staleMs } = place
  let finding: Promise<void> = Promise.resolve()

  /** A newer position moves a pin that waits for one; a pin that a person has placed or confirmed stays where it is. */
  function offerFix(fix: Fix): void {
    const position = draft.value?.position
    if (!draft.value || mode.value.kind !== 'new' || isConfirmed.value) return
    const isWaiting =
      !position || (position.source === 'gps' && (staleMs.value !== null || isCoarse(position)))
    if (isWaiting && fix.takenAt > (fixAt.value ?? 0)) putAt(fix, null)
  }

  /** Shows "Finder dig …" until the position is here or nothing waits for it any more. */
  function awaitFix(found: Promise<Fix | null>): void {
    const id = draft.value?.observationId
    isFinding.value = true
    finding = found.then((fix) => {
      if (draft.value?.observationId !== id) return
      isFinding.value = false
      if (fix) offerFix(fix)
    })
  }

  /** Resolves when no position is being found (any more). */
  const foundPlace = (): Promise<void> => finding
  return { offerFix, awaitFix, foundPlace }
}
