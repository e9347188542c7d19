import type { Uuid } from '../identifiers.ts'
import { isRestrictedCategory } from '../observation/categories.ts'
import type { Observation } from '../observation/observation.ts'
import type { Photo } from '../observation/photo.ts'
import type { Timestamp } from '../timestamps.ts'
import { partVersions } from './part-versions.ts'
import type { Decision, FindingPublication, PartNow, Precision } from './publication.ts'

/** How each part of a finding stands now. */
export interface PartsNow {
  text: PartNow & { wording: string | null }
  position: PartNow & { precision: Precision | null }
  answer: PartNow
  photos: Readonly<Record<Uuid, PartNow>>
}

const partNow = (decision: Decision | undefined, version: string): PartNow => ({
  state: decision?.version === version ? decision.state : 'unchecked',
  version,
})

/** A photo that was taken out of the report is not shown, whatever was decided before. */
export const isPhotoReady = ({ state, review }: Photo): boolean =>
  state === 'stored' && review === 'approved'

/** What is withdrawn, a duplicate or restricted is shown to nobody; the category is looked at whenever it is read. */
export const mayBePublic = ({
  isWithdrawn,
  status,
  category,
}: Pick<Observation, 'isWithdrawn' | 'status' | 'category'>): boolean =>
  !isWithdrawn && status !== 'duplicate' && !isRestrictedCategory(category)

export function partsNow(
  observation: Observation,
  publication: FindingPublication | undefined,
): PartsNow {
  const { text, position, answer, photos = {} } = publication ?? {}
  const ofPhoto = (photo: Photo) => partNow(photos[photo.photoId], partVersions.photo(photo))
  return {
    text: { ...partNow(text, partVersions.text(observation)), wording: text?.wording ?? null },
    position: {
      ...partNow(position, partVersions.position(observation)),
      precision: position?.precision ?? null,
    },
    answer: partNow(answer, partVersions.answer(observation)),
    photos: Object.fromEntries(observation.photos.map((photo) => [photo.photoId, ofPhoto(photo)])),
  }
}

/** The approved parts of one finding; what is null is not shown. */
export interface PublicParts {
  text: string | null
  answer: { text: string; recipient: string | null } | null
  /** Null says nothing of the place, not even the stop. */
  place: { precision: Precision; longitude: number; latitude: number } | null
  photos: readonly Uuid[]
  /** When somebody last decided about it, or answered it. */
  changedAt: Timestamp
}

/**
 * The one function by which anything of a finding becomes public: page, feed, map and photos read it. Null when no
 * part of it is.
 */
export function publicParts(
  observation: Observation,
  publication: FindingPublication | undefined,
): PublicParts | null {
  if (!publication || !mayBePublic(observation)) return null
  const now = partsNow(observation, publication)
  const isPublic = (part: PartNow | undefined) => part?.state === 'public'
  const photos = observation.photos
    .filter((photo) => isPhotoReady(photo) && isPublic(now.photos[photo.photoId]))
    .map(({ photoId }) => photoId)
  const isShown = isPublic(now.text) || isPublic(now.position) || photos.length > 0
  if (!isShown) return null
  const { answer, position } = observation
  return {
    text: isPublic(now.text) ? (now.text.wording ?? observation.text) : null,
    answer:
      answer && isPublic(now.answer)
        ? { text: answer.text, recipient: answer.recipient ?? null }
        : null,
    place: isPublic(now.position)
      ? {
          precision: now.position.precision ?? 'stop',
          ...{ longitude: position.longitude, latitude: position.latitude },
        }
      : null,
    photos,
    changedAt: [lastDecision(publication), observation.answer?.at ?? ''].reduce(later),
  }
}

export const later = (a: Timestamp, b: Timestamp): Timestamp => (a > b ? a : b)

/** When somebody last decided about any part, also to take it back. */
export function lastDecision({
  text,
  position,
  answer,
  photos = {},
}: FindingPublication): Timestamp {
  const decisions = [text, position, answer, ...Object.values(photos)]
  return decisions.map((one) => one?.at ?? '').reduce(later, '')
}
