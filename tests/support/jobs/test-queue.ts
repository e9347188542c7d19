import Type from 'typebox'
import type { Job } from '../../../server/jobs/job.ts'
import { JobQueue } from '../../../server/jobs/job-queue.ts'
import type { Store } from '../../../server/store/database/database.ts'

export interface TestQueue {
  queue: JobQueue
  /** Names of the errors that were reported, with the job's. */
  reports: string[]
}

/** A queue of the test's own jobs on a store. */
export function openTestQueue(store: Store, jobs: readonly Job[]): TestQueue {
  const reports: string[] = []
  const report = (error: unknown, job = '') => {
    reports.push(`${job}: ${error instanceof Error ? error.name : typeof error}`)
  }
  const unused = new Proxy({}, { get: () => () => undefined }) as never
  const config = { smtpUrl: null, smtpFrom: null, publicOrigin: null, port: 0 }
  const kept = { store, feed: unused, photoFiles: unused, map: null }
  const surroundings = { ...kept, config, now: Date.now }
  return { queue: new JobQueue({ surroundings, jobs, report }), reports }
}

/** A job of a test; its payload is a number that names the run. */
export const testJob = (
  name: string,
  effect: Job['effect'],
  run: (number: number) => Promise<unknown>,
): Job<typeof numbered> => ({
  name,
  payload: numbered,
  effect,
  run: (_surroundings, { number }) => run(number),
})

const numbered = Type.Object({ number: Type.Number() })
