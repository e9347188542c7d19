import { ref, shallowRef } from 'vue'
import type { Problem } from '../../../../shared/problem.ts'
import type { Draft } from '../../../local/capture/draft.ts'
import type { Keepsake } from '../../../local/capture/restore-deleted.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import { troubleOf, type CaptureTrouble } from './capture-trouble.ts'
import { createDraftPhotos } from '../photos/draft-photos.ts'
import { createDraftWriter } from '../draft/draft-writer.ts'
import { createPlaceFacts } from '../place/place-facts.ts'

/** new: a new pin; mend: a saved pin that is changed, or a refused one that is sent again under a new id. */
export type CaptureMode =
  | { kind: 'new' }
  /** `refusal`: why the server refused it; null when it did not. */
  | { kind: 'mend'; pinId: string; refusal: Problem | null }

export const mendMode = ({ id, delivery, problem }: Pin): CaptureMode => ({
  kind: 'mend',
  pinId: id,
  refusal: delivery === 'refused' ? problem : null,
})

interface RemovedPhoto {
  photoId: string
  keepsake: Keepsake
}

function createState() {
  return {
    draft: shallowRef<Draft | null>(null),
    mode: shallowRef<CaptureMode>({ kind: 'new' }),
    place: createPlaceFacts(),
    /** Whether the person has changed anything since the sheet was opened. */
    isTouched: ref(false),
    trouble: shallowRef<CaptureTrouble | null>(null),
    /** Photos removed from the open draft, until they are restored or the sheet is closed. */
    removed: shallowRef<readonly RemovedPhoto[]>([]),
  }
}

/** The state that the parts of the capture store share: one open draft at a time, its photos, and what went wrong. */
export function createCaptureSession({ capture }: Pick<WalkServices, 'capture'>) {
  const state = createState()
  const { draft, mode, place, isTouched, trouble, removed } = state
  const photos = createDraftPhotos(capture)
  let draftTrouble: CaptureTrouble | null = null
  const writer = createDraftWriter(capture, {
    draft: () => draft.value,
    onTrouble: (error) => (trouble.value = draftTrouble = troubleOf(error)),
    // A draft that can be stored again does not take back that the pin could not be.
    onSaved: () => {
      if (trouble.value === draftTrouble) trouble.value = null
    },
  })

  function touch(): void {
    isTouched.value = true
  }

  /** A draft that is open already is closed, not replaced. */
  function open(next: Draft, as: CaptureMode): void {
    putAway()
    draft.value = next
    mode.value = as
    trouble.value = null
    isTouched.value = false
    place.reset(as.kind !== 'new')
  }

  /** Closes the sheet; the draft stays on the phone as it was left. */
  function putAway(): void {
    writer.putAway()
    close()
  }

  /** Forgets the draft in memory, with its unwritten changes; what is stored stays stored. */
  function close(): void {
    writer.forget()
    photos.clear()
    removed.value = []
    draft.value = null
    mode.value = { kind: 'new' }
  }

  return { ...state, touch, photos, writer, open, putAway, close }
}

export type CaptureSession = ReturnType<typeof createCaptureSession>
