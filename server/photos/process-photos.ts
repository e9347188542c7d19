import type { ChangeFeed } from '../feed/change-feed.ts'
import type { Store } from '../store/database/database.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { hashPhotoFile } from '../store/photos/photo-hash.ts'
import { cleanPhoto, PhotoUnreadableError } from '../store/photos/photo-images.ts'
import { withPhotoClaim } from '../store/photos/photo-claims.ts'
import {
  findPhoto,
  findUnprocessedPhotos,
  isUnprocessed,
  type StoredPhoto,
} from '../store/photos/photo-store.ts'
import { changePhotoState } from './change-photo-state.ts'

export interface PhotoSurroundings {
  store: Store
  feed: ChangeFeed
  photoFiles: PhotoFiles
  now: () => number
}

export interface PhotoProcessing {
  /** Looks for complete photos soon; call after bytes or an announcement have come, and once at start. */
  wake(): void
  /** Resolves when nothing is left to do for now. */
  settled(): Promise<void>
  /** Finishes the photo at hand and takes no further one. */
  close(): Promise<void>
}

/** After a failure that is not the photo's fault: a full disk, a database that was away for a moment. */
const retryMs = 10_000

/** After another process was at a photo: it may have died over it. */
const othersMs = 5_000

/**
 * Cleans complete photos one after the other, outside of any request; several processes share the work. What is left to do stands
 * in the database, so a restart resumes it. `report` hears of failures that are nobody's photo's fault.
 */
export function openPhotoProcessing(
  surroundings: PhotoSurroundings,
  report: (error: unknown) => void,
): PhotoProcessing {
  let isWanted = false
  let isClosed = false
  let running: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    while (isWanted && !isClosed) {
      isWanted = false
      for (const photo of await findUnprocessedPhotos(surroundings.store)) {
        if (!isClosed && !(await processInTurn(surroundings, photo))) wakeAfter(othersMs)
      }
    }
  }

  function wakeAfter(delayMs: number): void {
    clearTimeout(retry)
    retry = setTimeout(wake, delayMs)
    retry.unref()
  }

  function wake(): void {
    isWanted = true
    if (isClosed || running) return
    clearTimeout(retry)
    running = run()
      .catch((error: unknown) => {
        report(error)
        wakeAfter(retryMs)
      })
      .finally(() => {
        running = undefined
        // Woken between the last look and here.
        if (isWanted) wake()
      })
  }

  return {
    wake,
    settled: async () => running,
    close: async () => {
      isClosed = true
      clearTimeout(retry)
      await running
    },
  }
}

/** False when another process is at this photo; one that was faster has left nothing to do. */
function processInTurn(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<boolean> {
  return withPhotoClaim(surroundings.store, photo, async () => {
    const present = await findPhoto(surroundings.store.db, photo)
    if (present && isUnprocessed(present)) await processPhoto(surroundings, present)
  })
}

/** One photo from "all bytes are here" to its end, whatever step a crash has left it at. */
async function processPhoto(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<void> {
  if (photo.state === 'received') return finish(surroundings, photo)
  const hash = await hashPhotoFile(surroundings.photoFiles, photo.fileName, 'original')
  if (hash !== photo.sha256) return startOver(surroundings, photo)
  await changePhotoState(surroundings, photo, { state: 'received' })
  return finish(surroundings, photo)
}

/** Bytes that came before their announcement and do not fit it, or are gone: the phone sees `announced` and sends again. */
async function startOver(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<void> {
  await changePhotoState(surroundings, photo, { state: 'announced', receivedBytes: 0 })
  await surroundings.photoFiles.remove(photo.fileName, 'original')
}

/** What was sent holds place and device; it goes before the photo is called stored. */
async function finish(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<void> {
  const { photoFiles } = surroundings
  const { fileName } = photo
  const isHere = (await photoFiles.size(fileName, 'original')) !== undefined
  const isCleaned = (await photoFiles.size(fileName, 'thumbnail')) !== undefined
  if (!isHere && !isCleaned) return startOver(surroundings, photo)
  const isReadable = isHere ? await writeVariants(photoFiles, fileName) : true
  await photoFiles.remove(fileName, 'original')
  await changePhotoState(surroundings, photo, { state: isReadable ? 'stored' : 'rejected' })
}

/** Large first: a thumbnail means that both are there. */
async function writeVariants(photoFiles: PhotoFiles, fileName: string): Promise<boolean> {
  try {
    const { large, thumbnail } = await cleanPhoto(photoFiles.path(fileName, 'original'))
    await photoFiles.write(fileName, 'large', large)
    await photoFiles.write(fileName, 'thumbnail', thumbnail)
    return true
  } catch (error) {
    if (error instanceof PhotoUnreadableError) return false
    throw error
  }
}
