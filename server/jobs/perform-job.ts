import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { Value } from 'typebox/value'
import { readEpoch } from '../store/database/server-meta.ts'
import { EffectNotDoneError, type Job, type JobSurroundings } from './job.ts'

/** What a row of the queue holds beside pg-boss's own columns. */
export interface QueuedData {
  payload: object
  /** Of the store when the job was queued; null for jobs whose effect stays inside. */
  epoch: string | null
}

/** A job was not run, because it may have had its effect already. A person has to decide. */
class JobHeldError extends Error {
  override name = 'JobHeldError'
}

/** The payload does not fit: another version of the program queued it. */
class PayloadMisfitError extends Error {
  override name = 'PayloadMisfitError'
}

/** Only the class of an error enters the store: messages may quote what people wrote. */
class JobFailedError extends Error {
  constructor(error: unknown) {
    super('')
    this.name = error instanceof Error ? error.name : typeof error
    this.stack = ''
  }
}

interface Performance {
  boss: PgBoss
  job: Job
  row: JobWithMetadata<QueuedData>
  surroundings: JobSurroundings
  report: (error: unknown, job?: string) => void
}

/** Runs one job; rejects when it is to be tried again. A job that must not have its effect twice may be cancelled instead. */
export async function performJob(performance: Performance): Promise<void> {
  const { boss, job, row, surroundings, report } = performance
  if (job.effect === 'outside' && !(await mayRun(performance))) {
    await boss.cancel(job.name, row.id)
    report(new JobHeldError(), job.name)
    return
  }
  const { payload } = row.data
  try {
    if (!Value.Check(job.payload, payload)) throw new PayloadMisfitError()
    await job.run(surroundings, payload)
  } catch (error) {
    report(error, job.name)
    throw new JobFailedError(error)
  }
}

/** Whether it is certain that the job has not had its effect: neither before a restore nor in an attempt that ended without a result. */
async function mayRun({ row, surroundings }: Performance): Promise<boolean> {
  if (row.data.epoch !== (await readEpoch(surroundings.store))) return false
  const { name } = (row.output ?? {}) as { name?: string }
  return row.retryCount === 0 || name === EffectNotDoneError.name
}
