import {
  boxOfNearbySame,
  findNearbySame,
  type NearbySame,
} from '../../../../shared/observation/nearby-same.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { useReaderStore } from '../connection/reader-store.ts'
import { emptyFilter, listQuery } from '../filter/chosen-filter.ts'

/** A large place with many pins of one category; the nearest ones are sorted out on the desk. */
const mostCandidates = 100

/** Requests the same category around a pin; shows nothing when the server does not answer. */
export async function readNearby(
  desk: ReturnType<typeof useReaderStore>,
  around: VisibleObservation,
  signal: AbortSignal,
): Promise<NearbySame[]> {
  const filter = { ...emptyFilter, category: [around.category] }
  const query = {
    ...listQuery(filter, 'new', boxOfNearbySame(around.position)),
    limit: mostCandidates,
  }
  const answer = await desk.ask('listObservations', { query, signal })
  return answer.state === 'answered' ? findNearbySame(around, answer.value.items) : []
}
