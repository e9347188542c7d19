import { mayHavePhotos } from './categories.ts'
import { limits } from '../limits.ts'
import { flagIfWithdrawn, type Applied, type MutationContext } from '../sync/mutation-context.ts'
import type { MutationArgs } from '../sync/mutation.ts'
import { audienceOf, type Observation } from './observation.ts'
import { acceptedPhotoTypes, announcedPhoto, type PhotoAnnouncement } from './photo.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { mayEdit, maySee } from '../access/roles.ts'

export function checkAnnouncement(photo: PhotoAnnouncement): Outcome<never> | undefined {
  if (photo.size > limits.photoBytes) {
    return refuse('photo-too-large', { limit: limits.photoBytes, size: photo.size })
  }
  if (!acceptedPhotoTypes.some((type) => type === photo.mime)) {
    return refuse('photo-type', { mime: photo.mime })
  }
  return undefined
}

/**
 * Photos of a withdrawn observation are still taken in, attached to it and flagged (sync.md §2.11, D6). Only phones announce:
 * nobody else can send the bytes.
 */
export function announcePhoto(
  current: Observation,
  { photo }: MutationArgs<'photo.announce@1'>,
  context: MutationContext,
): Outcome<Applied> {
  const audience = audienceOf(current)
  if (!maySee(context.actor, audience)) return refuse('observation-missing')
  if (!mayEdit(context.actor, audience)) return refuse('not-yours')
  if (context.actor.kind === 'account') return refuse('not-allowed')
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
  return succeed({
    observation,
    event: {
      kind: 'photo-announced',
      data: { photoId: photo.photoId, ...flagIfWithdrawn(current) },
    },
  })
}
