import { limits } from '../../../shared/limits.ts'
import type { PreparedPhoto } from '../../local/draft.ts'
import type { WalkServices } from '../../sync/walk-services.ts'
import type { CaptureSession } from './capture-session.ts'
import {
  noPhotosAt,
  smallerPhotosAt,
  smallPhotoPixels,
  troubleOf,
  type CaptureTrouble,
} from './capture-trouble.ts'
import { preparePhoto, type PhotoEngine } from './prepare-photo.ts'

interface AddPhotos {
  services: Pick<WalkServices, 'capture' | 'storage'>
  engine: PhotoEngine
  session: CaptureSession
}

const tooMany: CaptureTrouble = {
  kind: 'problem',
  problem: { code: 'too-many-photos', detail: { limit: limits.photosPerObservation } },
}

/** From chosen files to photos kept on this phone, one after another, each with its own thumbnail and its own reason if it fails. */
export function addPhotos({ services, engine, session }: AddPhotos) {
  const { capture } = services
  const { draft, photos, writer, trouble } = session
  let work: Promise<void> = Promise.resolve()

  async function store(key: string, prepared: PreparedPhoto): Promise<void> {
    const current = draft.value
    if (!current) return
    const photoId = await capture.addPhoto(current, prepared)
    if (draft.value?.observationId !== current.observationId) return
    draft.value = { ...draft.value, photoIds: [...draft.value.photoIds, photoId] }
    photos.keep(key, photoId, prepared)
  }

  async function addOne(file: Blob, pixels: number): Promise<void> {
    const key = photos.begin()
    try {
      const prepared = await preparePhoto(file, engine, pixels)
      if (prepared.ok) await writer.inOrder(() => store(key, prepared.value))
      else photos.fail(key, prepared.problem)
    } catch (error) {
      photos.remove(key)
      trouble.value = troubleOf(error)
    }
  }

  async function addAll(files: readonly Blob[]): Promise<void> {
    const pixels = await allowedPixels(services)
    if (pixels === undefined) {
      trouble.value = { kind: 'photos-full' }
      return
    }
    const room = limits.photosPerObservation - photos.photos.value.length
    for (const file of files.slice(0, room)) await addOne(file, pixels)
    if (files.length > room) trouble.value = tooMany
  }

  function add(files: readonly Blob[]): Promise<void> {
    work = work.then(() => addAll(files))
    return work
  }

  async function remove(key: string): Promise<void> {
    const photoId = photos.photos.value.find((photo) => photo.key === key)?.photoId
    photos.remove(key)
    if (!photoId) return
    await writer.inOrder(async () => {
      if (!draft.value) return
      await capture.removePhoto(draft.value, photoId)
      const photoIds = draft.value.photoIds.filter((id) => id !== photoId)
      draft.value = { ...draft.value, photoIds }
    })
  }

  /** Resolves when every chosen photo is kept or refused: saving waits for it, so none is left behind. */
  return { add, remove, settled: () => work }
}

/** Photo size for the room there is; `undefined` when new photos must wait for text's sake. */
async function allowedPixels({ storage }: Pick<WalkServices, 'storage'>) {
  const share = (await storage.estimate().catch(() => undefined))?.share ?? 0
  if (share >= noPhotosAt) return undefined
  return share >= smallerPhotosAt ? smallPhotoPixels : limits.photoLongSidePixels
}
