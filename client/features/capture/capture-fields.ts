import type { BoundingBox, Position } from '../../../shared/geo.ts'
import type { Draft } from '../../local/draft.ts'
import type { CaptureSession } from './capture-session.ts'
import { addressPosition } from './place-rules.ts'

/** What the person says about the pin; every change is on its way to the phone's disk when these return. */
export function captureFields(session: CaptureSession) {
  const { draft, fixAt, isPlaceConfirmed, touch, trouble, writer } = session

  function change(patch: Partial<Draft>): void {
    if (!draft.value) return
    draft.value = { ...draft.value, ...patch, updatedAt: new Date().toISOString() }
    touch()
    if (trouble.value?.kind === 'problem') trouble.value = null
    writer.schedule()
  }

  /** A severity chosen for one topic says nothing about another. */
  function chooseCategory(category: string): void {
    change({ category, severity: null })
  }

  /** The person showed the place: no circle, no question. */
  function movePin(position: Position): void {
    isPlaceConfirmed.value = true
    fixAt.value = null
    change({ position })
  }

  function takePosition(position: Position, takenAt: number | null): void {
    isPlaceConfirmed.value = false
    fixAt.value = takenAt
    change({ position })
  }

  /** A typed address without a position stands for "somewhere in the walk's area": the circle says so honestly. */
  function typePlace(place: string, area: BoundingBox): void {
    const isLost = !draft.value?.position || draft.value.position.source === 'address'
    const position = place.trim() === '' ? null : addressPosition(area)
    change(isLost ? { place, position } : { place })
  }

  function confirmPlace(): void {
    isPlaceConfirmed.value = true
  }

  return { change, chooseCategory, movePin, takePosition, typePlace, confirmPlace }
}
