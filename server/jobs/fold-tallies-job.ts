import Type from 'typebox'
import { foldTallies } from '../store/desk/tally-store.ts'
import type { Job } from './job.ts'

/** Seconds in which changes gather: a few hundred on the evening of a walk, which readers add up row by row until then. */
export const gatherSeconds = 10

/** Adds changes to the sums that the desk's map and numbers read. Twice: the second run finds nothing to add. */
export const foldTalliesJob: Job = {
  name: 'fold-tallies',
  payload: Type.Object({}),
  effect: 'inside',
  // Pushes ask for it; this is for changes made by commands.
  schedule: '20 * * * *',
  atStart: true,
  isSingle: true,
  run: ({ store }) => foldTallies(store),
}
