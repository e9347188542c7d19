import type { Uuid } from '../../shared/identifiers.ts'
import type { PhotoVariant } from '../../shared/observation/photo.ts'
import { refuse, succeed, type Outcome } from '../../shared/problem.ts'
import { visibleObservation } from '../../shared/observation/visible-observation.ts'
import { actorInSpace } from '../identity/actor-in-space.ts'
import type { Principal } from '../identity/principal.ts'
import type { Store } from '../store/database/database.ts'
import { findObservations } from '../store/observations/observation-store.ts'
import type { PhotoFiles, ReadablePhoto } from '../store/photos/photo-files.ts'
import { findPhoto } from '../store/photos/photo-store.ts'

/**
 * Returns a cleaned photo to somebody who may see its observation; everything else is `not-found`, so that ids cannot be probed.
 * Nobody gets photos of withdrawn observations.
 */
export async function readPhoto(
  { store, photoFiles }: { store: Store; photoFiles: PhotoFiles },
  principal: Principal,
  { photoId, variant }: { photoId: Uuid; variant: PhotoVariant },
): Promise<Outcome<ReadablePhoto>> {
  const { municipalityId } = principal
  const photo = await findPhoto(store.db, { municipalityId, photoId })
  if (photo?.state !== 'stored' || !photo.walkId || !photo.observationId) return refuse('not-found')
  const reader = actorInSpace(principal, photo.walkId)
  if (!reader?.isMember) return refuse('not-found')
  const found = await findObservations(store.db, municipalityId, [photo.observationId])
  const observation = found.get(photo.observationId)
  const seen = observation && visibleObservation(observation, reader.actor)
  const isShown = seen?.photos.some((shown) => shown.photoId === photoId) ?? false
  if (!isShown || seen?.isWithdrawn !== false) return refuse('not-found')
  const file = await photoFiles.read(photo.fileName, variant)
  return file ? succeed(file) : refuse('not-found')
}
