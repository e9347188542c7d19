import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { MutationContext } from '../../../shared/sync/mutation-context.ts'
import type { KnownMutation } from '../../../shared/sync/mutation.ts'
import type { PhotoAnnouncement } from '../../../shared/observation/photo.ts'
import type { Problem } from '../../../shared/problem.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { BatchState } from './batch-state.ts'

type Asked = Pick<MutationContext, 'actor' | 'walkId'>

/** What the rules of one observation cannot know: other observations, others' photos, how full the walk is. */
export function problemInBatch(
  mutation: KnownMutation,
  state: BatchState,
  asked: Asked,
): Problem | undefined {
  if (mutation.name === 'observation.create@1' && state.placesLeft <= 0) {
    return { code: 'walk-observations-full', detail: { limit: limits.observationsPerWalk } }
  }
  if (mutation.name === 'observation.set-status@1' && mutation.args.status === 'duplicate') {
    return problemWithOriginal(mutation.args.duplicateOf, state, asked)
  }
  const isTaken = announcedBy(mutation).some(({ photoId }) => isPhotoTaken(photoId, state, asked))
  return isTaken ? { code: 'photo-id-in-use' } : undefined
}

export function announcedBy(mutation: KnownMutation): readonly PhotoAnnouncement[] {
  if (mutation.name === 'photo.announce@1') return [mutation.args.photo]
  return mutation.name === 'observation.create@1' ? (mutation.args.photos ?? []) : []
}

/** Bytes that this phone has sent before it could announce them are its own (sync.md G4); all else is somebody's. */
function isPhotoTaken(photoId: Uuid, state: BatchState, { actor }: Asked): boolean {
  if (state.takenPhotos.has(photoId)) return true
  const photo = state.photos.get(photoId)
  if (!photo) return false
  return (
    photo.observationId !== null || actor.kind !== 'device' || photo.clientId !== actor.clientId
  )
}

/**
 * The main observation must be one that the person can see, on a phone of the same walk, and no duplicate itself: so a
 * chain of links always ends.
 */
function problemWithOriginal(
  id: Uuid | undefined,
  { observations }: BatchState,
  { actor, walkId }: Asked,
): Problem | undefined {
  const original = id === undefined ? undefined : observations.get(id)
  const isReachable = actor.kind === 'account' || original?.walkId === walkId
  const isFit =
    original !== undefined &&
    isReachable &&
    !original.isWithdrawn &&
    original.status !== 'duplicate' &&
    visibleObservation(original, actor) !== undefined
  return isFit ? undefined : { code: 'needs-original' }
}
