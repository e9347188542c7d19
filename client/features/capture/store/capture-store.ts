import { defineStore } from 'pinia'
import { computed, inject } from 'vue'
import {
  findCategory,
  mayHavePhotos,
  type Severity,
} from '../../../../shared/observation/categories.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { addPhotos } from '../photos/add-photos.ts'
import { browserPhotoEngine } from '../photos/browser-photo-engine.ts'
import { captureDiscarding } from './capture-discarding.ts'
import { captureDrafts } from './capture-drafts.ts'
import { captureFields } from './capture-fields.ts'
import { captureJoining } from './capture-joining.ts'
import { captureOpening } from './capture-opening.ts'
import { capturePhotoFirst } from './capture-photo-first.ts'
import { capturePlace } from './capture-place.ts'
import { captureSaving } from './capture-saving.ts'
import { createCaptureSession } from './capture-session.ts'
import { captureUndoing } from './capture-undoing.ts'
import { placeQuestion } from '../place/place-rules.ts'
import type { PhotoEngine } from '../photos/prepare-photo.ts'
import { removePhotos } from '../photos/remove-photos.ts'

/** The browser's photo engine unless a test brings its own. */
export const photoEngineKey = Symbol('photo engine')

/** The pin being made: its draft, photos and trouble. The draft is on the phone from the first choice on. */
export const useCaptureStore = defineStore('capture', () => {
  const services = inject(walkServicesKey) as WalkServices
  const engine = inject<PhotoEngine>(photoEngineKey, browserPhotoEngine)
  const session = createCaptureSession(services)
  const { draft, mode, place, trouble, photos, writer } = session
  const fields = captureFields(session)
  const photoWork = addPhotos({ services, engine, session })

  const drafts = captureDrafts(services, session)
  const saving = captureSaving(services, session, photoWork.settled)
  const opening = captureOpening(services, session)

  return {
    draft,
    mode,
    fixAt: place.fixAt,
    isTouched: session.isTouched,
    trouble,
    photos: photos.photos,
    severity: computed<Severity>(
      () => draft.value?.severity ?? findCategory(draft.value?.category ?? '')?.severity ?? 1,
    ),
    mayTakePhotos: computed(() => mayHavePhotos(draft.value?.category ?? '')),
    isFinding: place.isFinding,
    staleMs: place.staleMs,
    placeQuestion: computed(() =>
      placeQuestion({
        position: draft.value?.position ?? null,
        isConfirmed: place.isConfirmed.value,
        isFinding: place.isFinding.value,
        isStale: place.staleMs.value !== null,
      }),
    ),
    addPhotoFiles: photoWork.add,
    settledPhotos: photoWork.settled,
    ...capturePhotoFirst(session, { begin: opening.begin, addPhotoFiles: photoWork.add }),
    ...removePhotos(services, session),
    flush: writer.flush,
    rescue: writer.rescue,
    ...drafts,
    ...captureDiscarding(services, session, drafts.readDrafts),
    ...opening,
    change: fields.change,
    chooseCategory: fields.chooseCategory,
    ...capturePlace(session, fields),
    ...captureJoining(services, session),
    ...saving,
    ...captureUndoing(services, session, saving.lastSaved),
  }
})
