import type { CaptureSession } from './capture-session.ts'
import type { Start } from './capture-opening.ts'

interface PhotoFirstParts {
  begin: (start: Start) => void
  addPhotoFiles: (files: readonly Blob[]) => Promise<void>
}

/** "Foto her": a pin that begins with its photo, and is saved with the choice of its topic. */
export function capturePhotoFirst(
  { draft, photos }: CaptureSession,
  { begin, addPhotoFiles }: PhotoFirstParts,
) {
  let beganWithPhoto: string | undefined

  /** The draft and its photo are stored together as soon as the photo has its size, before any topic is chosen. */
  function beginWithPhoto(start: Start, files: readonly Blob[]): Promise<void> {
    begin(start)
    beganWithPhoto = draft.value?.observationId
    return addPhotoFiles(files)
  }

  /** Returns true for the first topic of the open draft if it began with a photo; the topic may be changed later without saving. */
  function takePhotoFirst(): boolean {
    const isFirst = draft.value !== null && draft.value.observationId === beganWithPhoto
    beganWithPhoto = undefined
    return isFirst
  }

  /** A photo that was refused must not be missing without a word. */
  const areAllPhotosKept = (): boolean =>
    photos.photos.value.length > 0 && photos.photos.value.every(({ state }) => state === 'stored')

  return { beginWithPhoto, takePhotoFirst, areAllPhotosKept }
}
