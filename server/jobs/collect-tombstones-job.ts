import Type from 'typebox'
import { collectTombstones } from '../store/spaces/tombstone-store.ts'
import type { Job } from './job.ts'

/** A phone that has been away for longer starts over, and loses nothing by it. */
const keptDays = 60

/** Forgets feed rows of things that are gone for readers. Twice: the second run finds none. */
export const collectTombstonesJob: Job = {
  name: 'collect-tombstones',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '10 2 * * *',
  isSingle: true,
  run: ({ store, now }) => collectTombstones(store, new Date(now() - keptDays * 86_400_000)),
}
