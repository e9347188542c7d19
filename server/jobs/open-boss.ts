// Imported statically: it takes so long to load that a server which is listening already would refuse requests meanwhile.
import { PgBoss, type Db, type QueueOptions, type QueuePolicy } from 'pg-boss'
import type { Store } from '../store/database/database.ts'
import type { Job, JobSurroundings } from './job.ts'

/** How often a process polls for jobs that another one has queued, or whose time has come. */
export const pollSeconds = 5

/** After this time without a heartbeat, the process that runs a job is considered dead. */
const heartbeatSeconds = 10

const options = {
  schema: 'jobs',
  // Tables are made by our migrations, under our lock and with our checksums.
  migrate: false,
  createSchema: false,
  monitorIntervalSeconds: heartbeatSeconds,
  superviseIntervalSeconds: heartbeatSeconds,
  cronWorkerIntervalSeconds: 15,
  // Jobs that depend on each other, statistics and a list of processes are not used.
  flowIntervalSeconds: 3_600,
  registerInstance: false,
  persistWarnings: false,
  openTelemetry: { enabled: false },
}

interface BossParts {
  surroundings: Pick<JobSurroundings, 'store'>
  jobs: readonly Job[]
  report: (error: unknown) => void
}

/** Starts pg-boss on the store and declares the queues of the jobs; with `isWorking` it also watches over them and keeps their schedule. */
export async function openBoss(
  { surroundings, jobs, report }: BossParts,
  { isWorking }: { isWorking: boolean },
): Promise<PgBoss> {
  const db = databaseOf(surroundings.store)
  const boss = new PgBoss({ ...options, db, supervise: isWorking, schedule: isWorking })
  boss.on('error', report)
  await boss.start()
  await declareQueues(boss, jobs)
  if (isWorking) await declareSchedules(boss, jobs)
  for (const { name } of jobs.filter(({ atStart }) => atStart)) await boss.send(name, noPayload)
  return boss
}

const noPayload = { payload: {}, epoch: null }

/** Lets pg-boss use our own connections. Its adapter of Kysely would drop the rows of several statements in one text. */
export const databaseOf = ({ pool }: Pick<Store, 'pool'>): Db => ({
  executeSql: (text, values) => pool.query(text, values),
})

const queueOf = ({ isSingle, effect }: Job): QueueOptions & { policy: QueuePolicy } => ({
  policy: isSingle ? 'short' : 'standard',
  heartbeatSeconds,
  expireInSeconds: 3_600,
  retryLimit: 10,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 600,
  // Jobs that reached people, or were held, can be looked up for longer.
  deleteAfterSeconds: (effect === 'outside' ? 90 : 1) * 86_400,
})

async function declareQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const job of jobs) {
    const { policy, ...rest } = queueOf(job)
    const present = known.get(job.name)
    if (!present) await boss.createQueue(job.name, { policy, ...rest })
    else if (!isIn(present, rest)) await boss.updateQueue(job.name, rest)
  }
}

const isIn = (whole: object, part: object): boolean =>
  Object.entries(part).every(([key, value]) => whole[key as keyof typeof whole] === value)

async function declareSchedules(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const known = new Map((await boss.getSchedules()).map(({ name, cron }) => [name, cron]))
  for (const { name, schedule } of jobs) {
    if (schedule === undefined || known.get(name) === schedule) continue
    await boss.schedule(name, schedule, noPayload, { missed: 'once' })
  }
  const wanted = new Set(jobs.flatMap(({ name, schedule }) => (schedule ? [name] : [])))
  for (const name of known.keys()) if (!wanted.has(name)) await boss.unschedule(name)
}
