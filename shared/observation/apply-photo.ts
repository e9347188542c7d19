import { mayHavePhotos } from './categories.ts'
import { limits } from '../limits.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import type { ObservationArgs } from './mutation-schemas.ts'
import { audienceOf, flagIfWithdrawn, type Observation } from './observation.ts'
import { acceptedPhotoTypes, announcedPhoto, type PhotoAnnouncement } from './photo.ts'
import { refuse, type Outcome } from '../problem.ts'
import { isAuthor, mayEdit } from '../access/permissions.ts'

export function checkAnnouncement(photo: PhotoAnnouncement): Outcome<never> | undefined {
  if (photo.size > limits.photoBytes) {
    return refuse('photo-too-large', { limit: limits.photoBytes, size: photo.size })
  }
  if (!acceptedPhotoTypes.some((type) => type === photo.mime)) {
    return refuse('photo-type', { mime: photo.mime })
  }
  return undefined
}

type AnnounceArgs = ObservationArgs<'photo.announce@1'>

/** Only phones announce: nobody else can send the bytes. Whoever sees it too, or has looked again, shows it by a photo. */
export function authoriseAnnouncement(
  current: Observation,
  _args: AnnounceArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  const { seenToo = [], verifiedBy = [] } = current
  const hasSeen = [...seenToo, ...verifiedBy].some(({ clientId = null }) =>
    isAuthor(actor, { authorClientId: clientId }),
  )
  if (!mayEdit(actor, audience) && !hasSeen) return refuse('not-yours')
  return actor.kind === 'device' ? undefined : refuse('not-allowed')
}

/**
 * Photos of a withdrawn observation are still taken in, attached to it and flagged (sync.md §2.11, D6).
 */
export function announcePhoto(
  current: Observation,
  { photo }: AnnounceArgs,
  context: WalkContext,
): Outcome<Effects> {
  if (!mayHavePhotos(current.category)) return refuse('no-photos-here')
  if (current.photos.length >= limits.photosPerObservation) {
    return refuse('too-many-photos', { limit: limits.photosPerObservation })
  }
  if (current.photos.some(({ photoId }) => photoId === photo.photoId)) {
    return refuse('photo-id-in-use')
  }
  const problem = checkAnnouncement(photo)
  if (problem) return problem
  const observation: Observation = {
    ...current,
    photos: [...current.photos, announcedPhoto(photo, context.receivedAt)],
    updatedAt: context.receivedAt,
  }
  const data = { photoId: photo.photoId, ...flagIfWithdrawn(current) }
  return changed('observation', observation, { kind: 'photo-announced', data })
}
