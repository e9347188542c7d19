import { isPhotoMissed } from '../../../shared/observation/photo.ts'
import type { Pin } from './pin.ts'

/** A photo of this phone's own pin that was announced more than a day ago and has not arrived. */
export interface MissedPhoto {
  photoId: string
  /** The photo's position among the pin's photos, from 1. */
  place: number
  of: number
  /** Its bytes are still here and will be sent; otherwise they can only come from another device. */
  isOnPhone: boolean
}

/** Returns the photos that their owner has to be told of (property G10); `nowMs` by the server's clock, as far as it is known. */
export function missedPhotos({ observation, photos }: Pin, nowMs: number): MissedPhoto[] {
  if (!observation.isOwn || observation.isWithdrawn) return []
  return observation.photos.flatMap((photo, index) => {
    const since = { ...photo, announcedAt: photo.announcedAt ?? observation.receivedAt }
    if (!isPhotoMissed(since, nowMs)) return []
    const { photoId } = photo
    const own = photos.find((one) => one.photoId === photoId)
    // The server has all of its bytes, and the row will follow.
    if (own?.state === 'sent' || own?.state === 'stored' || own?.state === 'rejected') return []
    const isOnPhone = own?.isOnPhone ?? false
    return [{ photoId, place: index + 1, of: observation.photos.length, isOnPhone }]
  })
}
