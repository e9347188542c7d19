import type { Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { SubjectRef } from '../../../shared/sync/subject.ts'
import { batchReadsOf, type BatchReads } from '../../store/spaces/batch-reads.ts'
import type { SpaceKey } from '../../store/spaces/feed-store.ts'
import type { RecordedAnswer } from '../../store/spaces/mutation-ledger.ts'
import { countObservations } from '../../store/observations/observation-store.ts'
import type { StoredPhoto } from '../../store/photos/photo-store.ts'
import { run, type Query } from '../../store/database/query.ts'
import type { Database } from '../../store/database/schema.ts'
import { KnownSubjects } from './known-subjects.ts'
import type { PushedMutation, ReadMutation } from './read-mutation.ts'

/** Everything a batch may change, read once under the space lock and then updated in memory, mutation by mutation. */
export interface BatchState {
  head: bigint
  answers: Map<Uuid, RecordedAnswer>
  subjects: KnownSubjects
  photos: Map<Uuid, StoredPhoto>
  /** Photo ids announced earlier in this batch. */
  takenPhotos: Set<Uuid>
  /** Numbers for new observations, one for each that the batch would make. */
  numbers: number[]
  /** How many more observations the walk may have. */
  placesLeft: number
}

/** Reads what the mutations name; mutations that cannot be read name nothing. */
export function namedBy(space: SpaceKey, pushed: readonly PushedMutation[]): Query<BatchReads> {
  const read = pushed.flatMap(({ reading }) => (reading.ok ? [reading.value] : []))
  const refs = read.flatMap(refsOf)
  return batchReadsOf(space, {
    mutations: pushed.map(({ envelope }) => envelope.id),
    creates: pushed.flatMap(({ envelope, reading }) =>
      reading.ok && makesObservation(reading.value) ? envelope.id : [],
    ),
    observations: idsOf(refs.filter(({ kind }) => kind === 'observation')),
    others: idsOf(refs.filter(({ kind }) => kind !== 'observation')),
    photos: photoIdsIn(read.map(({ args }) => args)),
  })
}

const refsOf = ({ entry, args, target }: ReadMutation): SubjectRef[] => [
  target,
  ...(entry.alsoReads?.(args) ?? []),
]

const makesObservation = ({ entry }: ReadMutation): boolean =>
  entry.makes && entry.subject === 'observation'

const idsOf = (refs: readonly SubjectRef[]): Uuid[] => [...new Set(refs.map(({ id }) => id))]

/** Returns the photo ids in arguments, which name a photo as `photo`, or several as `photos`. */
function photoIdsIn(args: readonly unknown[]): Uuid[] {
  const photos = (args as { photo?: PhotoNamed; photos?: PhotoNamed[] }[]).flatMap(
    ({ photo, photos: several = [] }) => [
      ...(photo ? [photo] : []),
      ...several.slice(0, limits.photosPerObservation),
    ],
  )
  return [...new Set(photos.map(({ photoId }) => photoId))]
}
interface PhotoNamed {
  photoId: Uuid
}

/** Returns the state before the batch. */
export async function stateOf(
  tx: Transaction<Database>,
  space: SpaceKey & { head: bigint },
  { observations, others, ...named }: BatchReads,
): Promise<BatchState> {
  const placesLeft = placesSurelyLeft(space.head)
  return {
    ...named,
    subjects: new KnownSubjects({ ...others, observation: observations }),
    head: space.head,
    takenPhotos: new Set(),
    placesLeft:
      named.numbers.length === 0 || placesLeft > 0
        ? placesLeft
        : limits.observationsPerWalk - (await countObservations(tx, space)),
  }
}

/** Each observation has moved the head of its walk at least once; 0 or less does not prove that the walk is full. */
const placesSurelyLeft = (head: bigint): number =>
  head < limits.observationsPerWalk ? limits.observationsPerWalk - Number(head) : 0

export const loadBatchState = async (
  tx: Transaction<Database>,
  space: SpaceKey & { head: bigint },
  pushed: readonly PushedMutation[],
): Promise<BatchState> => stateOf(tx, space, await run(tx, namedBy(space, pushed)))
