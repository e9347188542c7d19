import Type from 'typebox'
import { tellWalkers } from '../mail/tell-walkers.ts'
import type { Job } from './job.ts'

/** Writes to those who walked on the days that were promised to them. Twice: the second run finds nothing that was not told. */
export const tellWalkersJob: Job = {
  name: 'tell-walkers',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '0 7 * * *',
  isSingle: true,
  run: ({ store, now }) => tellWalkers(store, now()),
}
