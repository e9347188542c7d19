import type { Actor } from '../access/roles.ts'
import type { Uuid } from '../identifiers.ts'
import { isRestrictedCategory } from '../observation/categories.ts'
import { findingVersion } from '../observation/gathering/finding-version.ts'
import type { Answer, Observation } from '../observation/observation.ts'
import { visibleObservation } from '../observation/visible-observation.ts'
import { stopOf } from '../walk/findings-by-stop.ts'
import { gatheringOf } from '../walk/gathering/gathering.ts'
import type { Walk } from '../walk/walk.ts'
import { isPhotoReady, mayBePublic, partsNow, type PartsNow } from './public-finding.ts'
import type { FindingPublication, WalkPublication } from './publication.ts'

/** A finding as those who publish see it. */
export interface PublishableFinding extends Pick<
  Observation,
  'id' | 'number' | 'category' | 'text' | 'status'
> {
  /** From 1 in the order of the plan; 0 where it belongs to no stop. */
  stop: number
  answer: Pick<Answer, 'text' | 'recipient'> | null
  photos: readonly { photoId: Uuid; isReady: boolean }[]
  now: PartsNow
  /** The approved list has it as it is now. */
  isReviewed: boolean
}

export interface PublicationDraft {
  page: WalkPublication | null
  isClosed: boolean
  isApproved: boolean
  /** How many findings can never be public. */
  restricted: number
  findings: readonly PublishableFinding[]
}

interface DraftSources {
  walk: Walk
  observations: readonly Observation[]
  publications: readonly FindingPublication[]
  actor: Actor
}

/** Returns what of a walk may be published, and what of it is. */
export function publicationDraft(sources: DraftSources): PublicationDraft {
  const { walk, observations, publications, actor } = sources
  const approval = gatheringOf(walk).approval
  const approved = new Map(approval?.findings.map(({ id, version }) => [id, version]))
  const decided = new Map(publications.map((one) => [one.id, one]))
  const standing = observations.filter(
    ({ isWithdrawn, status }) => !isWithdrawn && status !== 'duplicate',
  )
  const isReviewed = (one: Observation) => {
    const seen = visibleObservation(one, actor)
    return seen !== undefined && approved.get(one.id) === findingVersion(seen)
  }
  return {
    page: walk.publication ?? null,
    isClosed: walk.phase === 'closed',
    isApproved: approval !== null,
    restricted: standing.filter(({ category }) => isRestrictedCategory(category)).length,
    findings: standing
      .filter(mayBePublic)
      .map((one) => publishable(one, { walk, decided, isReviewed: isReviewed(one) })),
  }
}

interface Surroundings {
  walk: Walk
  decided: ReadonlyMap<Uuid, FindingPublication>
  isReviewed: boolean
}

function publishable(
  one: Observation,
  { walk, decided, isReviewed }: Surroundings,
): PublishableFinding {
  const { id, number, category, text, status, answer } = one
  const stop = stopOf(one, walk.stops)
  const { recipient } = answer ?? {}
  return {
    ...{ id, number, category, text, status, isReviewed },
    stop: stop ? walk.stops.findIndex((other) => other.id === stop.id) + 1 : 0,
    answer:
      answer && (answer.text !== '' || recipient)
        ? { text: answer.text, ...(recipient ? { recipient } : {}) }
        : null,
    photos: one.photos.map((photo) => ({ photoId: photo.photoId, isReady: isPhotoReady(photo) })),
    now: partsNow(one, decided.get(id)),
  }
}
