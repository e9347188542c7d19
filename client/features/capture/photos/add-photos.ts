import { limits } from '../../../../shared/limits.ts'
import type { PreparedPhoto } from '../../../local/capture/draft.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureSession } from '../store/capture-session.ts'
import {
  noPhotosAt,
  smallerPhotosAt,
  smallPhotoPixels,
  troubleOf,
  type CaptureTrouble,
} from '../store/capture-trouble.ts'
import { preparePhoto, type PhotoEngine } from './prepare-photo.ts'

interface AddPhotos {
  services: Pick<WalkServices, 'capture' | 'storage'>
  engine: PhotoEngine
  session: CaptureSession
}

interface Target {
  /** Of the thumbnail. */
  key: string
  draftId: string
}

const tooMany: CaptureTrouble = {
  kind: 'problem',
  problem: { code: 'too-many-photos', detail: { limit: limits.photosPerObservation } },
}

/**
 * Takes chosen files to photos stored on this phone, one after another, each with its own thumbnail and its own reason if it fails.
 */
export function addPhotos({ services, engine, session }: AddPhotos) {
  const { capture } = services
  const { draft, photos, writer, trouble } = session
  let work: Promise<void> = Promise.resolve()

  /** The draft that it was taken for, which may have been left meanwhile. */
  async function store({ key, draftId }: Target, prepared: PreparedPhoto): Promise<void> {
    const open = () => (draft.value?.observationId === draftId ? draft.value : undefined)
    const current = open() ?? (await storedDraft(capture, draftId))
    if (!current) return
    const photoId = await capture.addPhoto(current, prepared)
    const still = open()
    if (!still) return
    draft.value = { ...still, photoIds: [...still.photoIds, photoId] }
    photos.keep(key, photoId, prepared)
  }

  async function addOne(file: Blob, draftId: string, pixels: number): Promise<void> {
    const key = photos.begin()
    try {
      const prepared = await preparePhoto(file, engine, pixels)
      if (prepared.ok) await writer.inOrder(() => store({ key, draftId }, prepared.value))
      else photos.fail(key, prepared.problem)
    } catch (error) {
      photos.remove(key)
      trouble.value = troubleOf(error)
    }
  }

  async function addAll(files: readonly Blob[], draftId: string): Promise<void> {
    const pixels = await allowedPixels(services)
    if (pixels === undefined) {
      trouble.value = { kind: 'photos-full' }
      return
    }
    const room = limits.photosPerObservation - photos.photos.value.length
    for (const file of files.slice(0, room)) await addOne(file, draftId, pixels)
    if (files.length > room) trouble.value = tooMany
  }

  function add(files: readonly Blob[]): Promise<void> {
    session.touch()
    // A photo that is still being prepared when the sheet is left needs a draft to belong to.
    writer.schedule()
    const draftId = draft.value?.observationId
    if (draftId !== undefined) work = work.then(() => addAll(files, draftId))
    return work
  }

  /** Resolves when every chosen photo is stored or refused: saving waits for it, so that none is left behind. */
  return { add, settled: () => work }
}

async function storedDraft({ drafts }: Pick<WalkServices['capture'], 'drafts'>, id: string) {
  return (await drafts()).find(({ observationId }) => observationId === id)
}

/** Returns the photo size for the available room; `undefined` when new photos are not accepted, to keep room for text. */
export async function allowedPixels({ storage }: Pick<WalkServices, 'storage'>) {
  const share = (await storage.estimate().catch(() => undefined))?.share ?? 0
  if (share >= noPhotosAt) return undefined
  return share >= smallerPhotosAt ? smallPhotoPixels : limits.photoLongSidePixels
}
