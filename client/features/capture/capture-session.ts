import { ref, shallowRef } from 'vue'
import type { Draft } from '../../local/draft.ts'
import type { WalkServices } from '../../sync/walk-services.ts'
import { troubleOf, type CaptureTrouble } from './capture-trouble.ts'
import { createDraftPhotos } from './draft-photos.ts'
import { createDraftWriter } from './draft-writer.ts'

/** new: a fresh pin; mend: a saved pin that is changed, or a refused one that goes again under a new id. */
export type CaptureMode = { kind: 'new' } | { kind: 'mend'; pinId: string; isRefused: boolean }

/** The state the parts of the capture store share: one draft at a time, its photos, and what went wrong. */
export function createCaptureSession({ capture }: Pick<WalkServices, 'capture'>) {
  const draft = shallowRef<Draft | null>(null)
  const mode = shallowRef<CaptureMode>({ kind: 'new' })
  /** When the phone found the position, Unix milliseconds; `null` when the person chose the place. */
  const fixAt = ref<number | null>(null)
  const isPlaceConfirmed = ref(false)
  /** Whether the person has changed anything since the sheet was opened. */
  const isTouched = ref(false)
  const trouble = shallowRef<CaptureTrouble | null>(null)
  const photos = createDraftPhotos(capture)
  let draftTrouble: CaptureTrouble | null = null
  const writer = createDraftWriter(capture, {
    draft: () => draft.value,
    onTrouble: (error) => (trouble.value = draftTrouble = troubleOf(error)),
    // A draft that can be kept again says nothing of the pin that could not.
    onSaved: () => {
      if (trouble.value === draftTrouble) trouble.value = null
    },
  })

  function touch(): void {
    isTouched.value = true
  }

  function open(next: Draft, as: CaptureMode): void {
    close()
    draft.value = next
    mode.value = as
    trouble.value = null
    fixAt.value = null
    isTouched.value = false
    isPlaceConfirmed.value = as.kind !== 'new'
  }

  /** Forgets the draft here; what is stored stays stored. */
  function close(): void {
    writer.forget()
    photos.clear()
    draft.value = null
    mode.value = { kind: 'new' }
  }

  return {
    draft,
    mode,
    fixAt,
    isPlaceConfirmed,
    isTouched,
    touch,
    trouble,
    photos,
    writer,
    open,
    close,
  }
}

export type CaptureSession = ReturnType<typeof createCaptureSession>
