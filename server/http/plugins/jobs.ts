import type { FastifyInstance } from 'fastify'
import type { Dependencies } from '../../dependencies.ts'
import { allJobs } from '../../jobs/all-jobs.ts'
import { JobQueue, type JobReport } from '../../jobs/job-queue.ts'
import { isTransient } from '../../store/database/database.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Work that no request waits for. A process that listens to the public also starts it (start-server.ts). */
    jobs: JobQueue
  }
}

export function addJobs(app: FastifyInstance, dependencies: Dependencies): void {
  const report = reportTo(app)
  const jobs = dependencies.jobs ?? allJobs
  app.decorate('jobs', new JobQueue({ surroundings: dependencies, jobs, report }))
  app.addHook('onClose', () => app.jobs.close())
}

const reportTo =
  (app: FastifyInstance): JobReport =>
  (error, job) => {
    // Every poll of the queue meets a store that is away.
    if (isTransient(error)) app.noteStoreAway(error, job)
    else app.log.error({ err: error, job }, 'job failed')
  }
