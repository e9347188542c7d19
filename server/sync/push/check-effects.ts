import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { Photo } from '../../../shared/observation/photo.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { MutationContext } from '../../../shared/sync/mutation-context.ts'
import type { Effects } from '../../../shared/sync/subject.ts'
import type { BatchState } from './batch-state.ts'

/** An observation after a mutation, and what the mutation added. */
export interface ObservationChange {
  after: Observation
  isNew: boolean
  newPhotos: readonly Photo[]
}

/** Returns the observations among the effects, compared with their state in the batch. */
export const observationChanges = (
  effects: Effects,
  { subjects }: Pick<BatchState, 'subjects'>,
): ObservationChange[] =>
  effects.flatMap((change) => {
    if (change.kind !== 'observation') return []
    const before = subjects.get('observation', change.body.id)
    const known = new Set(before?.photos.map(({ photoId }) => photoId))
    const newPhotos = change.body.photos.filter(({ photoId }) => !known.has(photoId))
    return [{ after: change.body, isNew: before === undefined, newPhotos }]
  })

/** Checks what the rules of one subject cannot know: photos of others, and whether the walk is full. */
export function problemWithEffects(
  effects: Effects,
  state: BatchState,
  { actor }: Pick<MutationContext, 'actor'>,
): Problem | undefined {
  const changes = observationChanges(effects, state)
  if (changes.filter(({ isNew }) => isNew).length > state.placesLeft) {
    return { code: 'walk-observations-full', detail: { limit: limits.observationsPerWalk } }
  }
  const photos = changes.flatMap(({ newPhotos }) => newPhotos)
  const isTaken = photos.some(({ photoId }) => isPhotoTaken(photoId, state, actor))
  return isTaken ? { code: 'photo-id-in-use' } : undefined
}

/**
 * Bytes that this phone has sent before it could announce them are its own (sync.md G4); any other known photo belongs to somebody else.
 */
function isPhotoTaken(
  photoId: Uuid,
  state: Pick<BatchState, 'takenPhotos' | 'photos'>,
  actor: MutationContext['actor'],
): boolean {
  if (state.takenPhotos.has(photoId)) return true
  const photo = state.photos.get(photoId)
  if (!photo) return false
  return (
    photo.observationId !== null || actor.kind !== 'device' || photo.clientId !== actor.clientId
  )
}
