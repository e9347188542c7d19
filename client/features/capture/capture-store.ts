import { defineStore } from 'pinia'
import { computed, inject } from 'vue'
import { findCategory, mayHavePhotos, type Severity } from '../../../shared/categories.ts'
import { walkServicesKey, type WalkServices } from '../../sync/walk-services.ts'
import { addPhotos } from './add-photos.ts'
import { browserPhotoEngine } from './browser-photo-engine.ts'
import { captureFields } from './capture-fields.ts'
import { captureJoining } from './capture-joining.ts'
import { captureOpening } from './capture-opening.ts'
import { captureSaving } from './capture-saving.ts'
import { createCaptureSession } from './capture-session.ts'
import { hasContent } from './draft-content.ts'
import { isUnsure } from './place-rules.ts'
import type { PhotoEngine } from './prepare-photo.ts'

/** The browser's photo machinery unless a test brings its own. */
export const photoEngineKey = Symbol('photo engine')

/** The pin being made: its draft, photos and trouble. The draft is on the phone from the first choice on. */
export const useCaptureStore = defineStore('capture', () => {
  const services = inject(walkServicesKey) as WalkServices
  const engine = inject<PhotoEngine>(photoEngineKey, browserPhotoEngine)
  const session = createCaptureSession(services)
  const { draft, mode, fixAt, trouble, photos, writer } = session
  const photoWork = addPhotos({ services, engine, session })

  return {
    draft,
    mode,
    fixAt,
    isTouched: session.isTouched,
    trouble,
    photos: photos.photos,
    severity: computed<Severity>(
      () => draft.value?.severity ?? findCategory(draft.value?.category ?? '')?.severity ?? 1,
    ),
    mayTakePhotos: computed(() => mayHavePhotos(draft.value?.category ?? '')),
    needsPlaceCheck: computed(
      () => isUnsure(draft.value?.position ?? null) && !session.isPlaceConfirmed.value,
    ),
    hasDraft: computed(() => hasContent(draft.value)),
    addPhotoFiles(files: readonly Blob[]) {
      session.touch()
      return photoWork.add(files)
    },
    removePhoto: photoWork.remove,
    flush: writer.flush,
    ...captureOpening(services, session),
    ...captureFields(session),
    ...captureJoining(services, session),
    ...captureSaving(services, session, photoWork.settled),
  }
})
