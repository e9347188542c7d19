import { computed } from 'vue'
import type { WalkServices } from '../../../sync/services/walk-services.ts'
import type { CaptureSession } from '../store/capture-session.ts'

/** Removes photos from the open draft, and restores them while its sheet is open. */
export function removePhotos(
  { capture }: Pick<WalkServices, 'capture'>,
  { draft, photos, removed, writer }: CaptureSession,
) {
  async function removePhoto(key: string): Promise<void> {
    const photoId = photos.photos.value.find((photo) => photo.key === key)?.photoId
    photos.remove(key)
    if (!photoId) return
    await writer.inOrder(async () => {
      if (!draft.value) return
      const keepsake = await capture.removePhoto(draft.value, photoId)
      const photoIds = draft.value.photoIds.filter((id) => id !== photoId)
      draft.value = { ...draft.value, photoIds }
      removed.value = [...removed.value, { photoId, keepsake }]
    })
  }

  /** Restores all that were removed since the sheet was opened or the last undo, at the end of the row. */
  async function undoRemoval(): Promise<void> {
    const back = removed.value
    removed.value = []
    await writer.inOrder(async () => {
      for (const { keepsake } of back) await capture.putBack(keepsake)
      if (!draft.value) return
      const photoIds = [...draft.value.photoIds, ...back.map(({ photoId }) => photoId)]
      draft.value = { ...draft.value, photoIds }
      writer.schedule()
      await photos.restore(photoIds)
    })
  }

  return { removePhoto, undoRemoval, removedPhotos: computed(() => removed.value.length) }
}
