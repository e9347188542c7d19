import Type from 'typebox'
import { remindParties } from '../mail/remind-parties.ts'
import type { Job } from './job.ts'

/** Reminds parties of dates that have passed, early in the day. Twice: the second run finds today's reminders and writes none. */
export const remindPartiesJob: Job = {
  name: 'remind-parties',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '0 5 * * *',
  isSingle: true,
  run: ({ store, now }) => remindParties(store, now()),
}
