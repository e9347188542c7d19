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

interface PhotoSurroundings {
  store: Store
  feed: ChangeFeed
  photoFiles: PhotoFiles
  now: () => number
}

/**
 * Cleans photos that are complete and announced, one after the other; several processes share the work. What is left to do stands in the
 * table, so a later run resumes it. A photo that fails holds up no other; the first failure is thrown at the end.
 */
export async function cleanPhotos(
  surroundings: PhotoSurroundings & { isClosing: () => boolean },
): Promise<void> {
  const failures: unknown[] = []
  for (const photo of await findUnprocessedPhotos(surroundings.store)) {
    if (surroundings.isClosing()) break
    await cleanInTurn(surroundings, photo).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

/** Leaves a photo that another process is at to that one; one that was faster has left nothing to do. */
async function cleanInTurn(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<void> {
  await withPhotoClaim(surroundings.store, photo, async () => {
    const present = await findPhoto(surroundings.store.db, photo)
    if (present && isUnprocessed(present)) await takeFurther(surroundings, present)
  })
}

/** One photo from "all bytes are here" to its end, whatever step a crash has left it at. */
async function takeFurther(surroundings: PhotoSurroundings, photo: StoredPhoto): Promise<void> {
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
