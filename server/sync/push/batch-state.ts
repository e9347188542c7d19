import type { Transaction } from 'kysely'
import { isUuid, type Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { SpaceKey } from '../../store/spaces/feed-store.ts'
import { batchReadsOf, type BatchReads } from '../../store/spaces/batch-reads.ts'
import type { RecordedAnswer } from '../../store/spaces/mutation-ledger.ts'
import { countObservations } from '../../store/observations/observation-store.ts'
import type { StoredPhoto } from '../../store/photos/photo-store.ts'
import { run, type Query } from '../../store/database/query.ts'
import type { Database } from '../../store/database/schema.ts'

/** Everything a batch may touch, read once under the space lock and then kept up to date in memory, mutation by mutation. */
export interface BatchState {
  head: bigint
  answers: Map<Uuid, RecordedAnswer>
  observations: Map<Uuid, Observation>
  photos: Map<Uuid, StoredPhoto>
  /** Photo ids announced earlier in this batch. */
  takenPhotos: Set<Uuid>
  /** Numbers for new observations, one for each create of the batch. */
  numbers: number[]
  /** How many more observations the walk may have. */
  placesLeft: number
}

/** Asks for what mutations name. Their arguments are not validated yet: whatever looks like an id is looked up, the rest is ignored. */
export const namedBy = (
  municipalityId: Uuid,
  envelopes: readonly MutationEnvelope[],
): Query<BatchReads> =>
  batchReadsOf(municipalityId, {
    mutations: envelopes.map(({ id }) => id),
    creates: envelopes.filter(({ name }) => name === 'observation.create').map(({ id }) => id),
    ...namedIds(envelopes),
  })

/** A state in which nothing of the batch has happened yet. */
export async function stateOf(
  tx: Transaction<Database>,
  space: SpaceKey & { head: bigint },
  named: BatchReads,
): Promise<BatchState> {
  const placesLeft = placesSurelyLeft(space.head)
  return {
    ...named,
    head: space.head,
    takenPhotos: new Set(),
    placesLeft:
      named.numbers.length === 0 || placesLeft > 0
        ? placesLeft
        : limits.observationsPerWalk - (await countObservations(tx, space)),
  }
}

/** Each observation has moved the head of its walk at least once; 0 or less does not say that there is no place. */
export const placesSurelyLeft = (head: bigint): number =>
  head < limits.observationsPerWalk ? limits.observationsPerWalk - Number(head) : 0

export const loadBatchState = async (
  tx: Transaction<Database>,
  space: SpaceKey & { head: bigint },
  envelopes: readonly MutationEnvelope[],
): Promise<BatchState> =>
  stateOf(tx, space, await run(tx, namedBy(space.municipalityId, envelopes)))

function namedIds(envelopes: readonly MutationEnvelope[]) {
  const args = envelopes.map((envelope) => objectOf(envelope.args))
  const observations = args.flatMap((item) => [item['observationId'], item['duplicateOf']])
  const photos = args
    .flatMap((item) => [item['photo'], ...listOf(item['photos'])])
    .map((photo) => objectOf(photo)['photoId'])
  return { observations: onlyIds(observations), photos: onlyIds(photos) }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, limits.photosPerObservation) : []

const onlyIds = (values: readonly unknown[]): Uuid[] =>
  [...new Set(values.filter((value) => typeof value === 'string' && isUuid(value)))] as Uuid[]
