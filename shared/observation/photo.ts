import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/** announced: known, no bytes; receiving: some bytes; received: all bytes, hash right; stored: cleaned and readable; rejected: unreadable. */
export type PhotoState = 'announced' | 'receiving' | 'received' | 'stored' | 'rejected'

/** What a phone says of a photo before its bytes arrive (sync.md §2.5). */
export interface PhotoAnnouncement {
  photoId: Uuid
  /** SHA-256 of the bytes that will be sent, lower-case hex. */
  sha256: string
  size: number
  mime: string
}

/** Whether a photo goes into the report of its walk. */
export const photoReviews = ['undecided', 'approved', 'left-out'] as const
export type PhotoReview = (typeof photoReviews)[number]

export interface Photo extends PhotoAnnouncement {
  state: PhotoState
  /** Server time of its announcement; absent before the server has heard of it, and in what was announced before this was kept. */
  announcedAt?: Timestamp
  /** Absent until somebody has decided. */
  review?: Exclude<PhotoReview, 'undecided'>
}

/** As an announcement enters an observation; a phone replaying its own work has no server time to give. */
export const announcedPhoto = (photo: PhotoAnnouncement, receivedAt: Timestamp | null): Photo => ({
  ...photo,
  state: 'announced',
  ...(receivedAt === null ? {} : { announcedAt: receivedAt }),
})

/** A photo is missed after a day: most phones meet a network before that (sync.md G10). */
export const photoMissedAfterMs = 24 * 60 * 60 * 1000

export const isPhotoMissed = (
  { state, announcedAt }: { state: PhotoState; announcedAt?: Timestamp | null },
  nowMs: number,
): boolean =>
  (state === 'announced' || state === 'receiving') &&
  typeof announcedAt === 'string' &&
  nowMs - Date.parse(announcedAt) > photoMissedAfterMs

export const photoVariants = ['large', 'thumbnail'] as const
export type PhotoVariant = (typeof photoVariants)[number]

/** Longest side in pixels of what the server keeps of each photo. */
export const photoVariantPixels: Record<PhotoVariant, number> = { large: 2_048, thumbnail: 360 }

export const acceptedPhotoTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/heic',
  'image/heif',
] as const
