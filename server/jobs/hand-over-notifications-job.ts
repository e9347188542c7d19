import Type from 'typebox'
import { handOverNotifications } from '../web-push/hand-over-notifications.ts'
import type { Job } from './job.ts'

/** Tells phones what waits for them. `inside`, because each row is marked before a push service is called, and never taken again. */
export const handOverNotificationsJob: Job = {
  name: 'hand-over-notifications',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '* * * * *',
  atStart: true,
  isSingle: true,
  run: (surroundings) => handOverNotifications(surroundings),
}
