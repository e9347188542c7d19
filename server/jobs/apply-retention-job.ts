import Type from 'typebox'
import { applyRetention } from '../privacy/retention.ts'
import type { Job } from './job.ts'

/** Deletes personal data whose time is over. Twice, or in two processes: each batch looks again under the lock of its walk. */
export const applyRetentionJob: Job = {
  name: 'apply-retention',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '30 1 * * *',
  isSingle: true,
  run: ({ now, ...surroundings }) => applyRetention({ ...surroundings, now: now() }),
}
