import { shallowRef } from 'vue'
import type { CaptureStorage } from '../../../local/capture/capture-storage.ts'
import type { PreparedPhoto } from '../../../local/capture/draft.ts'
import type { Problem } from '../../../../shared/problem.ts'

/** preparing: being scaled down; stored: on this phone; failed: not stored, with the reason. */
export interface DraftPhoto {
  key: string
  photoId: string | null
  state: 'preparing' | 'stored' | 'failed'
  /** Object URL of the picture; `null` when this browser cannot show it (HEIC outside Safari). */
  url: string | null
  wasResized: boolean
  problem: Problem | null
}

/** The thumbnails beside the draft: what is being prepared, stored or refused. Frees the memory of pictures that are removed. */
export function createDraftPhotos(storage: Pick<CaptureStorage, 'photoBytes' | 'photoType'>) {
  const photos = shallowRef<readonly DraftPhoto[]>([])
  let running = 0

  function begin(): string {
    running += 1
    const key = `new-${running}`
    const photo = { key, photoId: null, url: null, wasResized: true, problem: null }
    photos.value = [...photos.value, { ...photo, state: 'preparing' }]
    return key
  }

  function change(key: string, patch: Partial<DraftPhoto>): void {
    photos.value = photos.value.map((photo) => (photo.key === key ? { ...photo, ...patch } : photo))
  }

  function keep(key: string, photoId: string, prepared: PreparedPhoto): void {
    const url = showable(prepared.bytes, prepared.mime)
    change(key, { photoId, url, state: 'stored', wasResized: prepared.wasResized })
  }

  function fail(key: string, problem: Problem | null): void {
    change(key, { state: 'failed', problem })
  }

  function remove(key: string): void {
    const url = photos.value.find((photo) => photo.key === key)?.url
    if (url) URL.revokeObjectURL(url)
    photos.value = photos.value.filter((photo) => photo.key !== key)
  }

  function clear(): void {
    for (const { key } of photos.value) remove(key)
  }

  /** Photos of a draft from an earlier page. */
  async function restore(photoIds: readonly string[]): Promise<void> {
    clear()
    for (const photoId of photoIds) {
      const bytes = await storage.photoBytes(photoId)
      const mime = (await storage.photoType(photoId)) ?? ''
      const url = bytes ? showable(bytes.buffer, mime) : null
      const photo = { key: photoId, photoId, url, wasResized: true, problem: null }
      photos.value = [...photos.value, { ...photo, state: 'stored' }]
    }
  }

  return { photos, begin, keep, fail, remove, clear, restore }
}

const showable = (bytes: ArrayBuffer, mime: string): string | null =>
  /hei[cf]/.test(mime) ? null : URL.createObjectURL(new Blob([bytes], { type: mime }))
