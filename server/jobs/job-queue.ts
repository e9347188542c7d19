import type { Transaction } from 'kysely'
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss'
import type { Static, TObject } from 'typebox'
import type { Database } from '../store/database/schema.ts'
import { readEpoch } from '../store/database/server-meta.ts'
import type { Job, JobSurroundings } from './job.ts'
import { openBoss, pollSeconds } from './open-boss.ts'
import { performJob, type QueuedData } from './perform-job.ts'

export interface SendOptions {
  /** The job is queued when this transaction commits, and never when it does not. */
  within?: Transaction<Database>
  /** Not before so many seconds have passed. */
  afterSeconds?: number
}

/** What went wrong outside of any request, and with which job if one is known. */
export type JobReport = (error: unknown, job?: string) => void

export interface JobQueueOptions {
  surroundings: Omit<JobSurroundings, 'isClosing'>
  jobs: readonly Job[]
  report: JobReport
}

/** Milliseconds that a stopping process gives to jobs that are running. */
const graceMs = 15_000

/** The one queue of the product, kept in PostgreSQL by pg-boss and shared by all processes. */
export class JobQueue {
  readonly #options: JobQueueOptions
  readonly #surroundings: JobSurroundings
  #boss: Promise<PgBoss> | undefined
  #isWorking = false
  #isClosing = false
  #settling: Promise<void> = Promise.resolve()
  readonly #workers = new Map<string, string>()
  readonly #asked = new Set<Promise<void>>()
  /** Until when an earlier request covers the next one, by name of the job. */
  readonly #coveredUntil = new Map<string, number>()

  constructor(options: JobQueueOptions) {
    this.#options = options
    this.#surroundings = { ...options.surroundings, isClosing: () => this.#isClosing }
  }

  /** Queues a job; the caller knows when it is in the store. */
  async send<Payload extends TObject>(
    job: Job<Payload>,
    payload: Static<Payload>,
    { within, afterSeconds = 0 }: SendOptions = {},
  ): Promise<void> {
    const { store } = this.#surroundings
    const boss = await this.#open()
    const epoch = job.effect === 'outside' ? await readEpoch(within ? { db: within } : store) : null
    const data: QueuedData = { payload, epoch }
    await boss.send(job.name, data, {
      startAfter: afterSeconds,
      ...(within ? { db: fromKysely(within) } : {}),
    })
    const worker = this.#workers.get(job.name)
    if (worker !== undefined && !within) boss.notifyWorker(worker)
  }

  /**
   * Queues a job without a payload for a caller that does not wait, a request for example. The job finds its work in the store, so a
   * request that is lost delays it until the next one. With `afterSeconds`, requests in that time are one.
   */
  ask(job: Job, { afterSeconds = 0 }: Pick<SendOptions, 'afterSeconds'> = {}): void {
    if (this.#isClosing || performance.now() < (this.#coveredUntil.get(job.name) ?? 0)) return
    this.#coveredUntil.set(job.name, performance.now() + afterSeconds * 1_000)
    const asking = this.send(job, {}, { afterSeconds })
      .catch((error: unknown) => {
        this.#coveredUntil.delete(job.name)
        this.#options.report(error, job.name)
      })
      .finally(() => this.#asked.delete(asking))
    this.#asked.add(asking)
  }

  /** Begins to work in this process; must come before the first job is sent. */
  async start(): Promise<void> {
    this.#isWorking = true
    const boss = await this.#open()
    for (const job of this.#options.jobs) {
      const work = async (rows: JobWithMetadata<QueuedData>[]) => {
        for (const row of rows) await this.#perform(job, row)
      }
      this.#workers.set(job.name, await boss.work(job.name, workOptions, work))
    }
  }

  /**
   * Runs everything that is due, here and now, and resolves when nothing is left: for tests, which start no workers. Calls take turns:
   * what one of them is running is not done yet for the next.
   */
  settled(): Promise<void> {
    const settling = this.#settling.catch(() => undefined).then(() => this.#settle())
    this.#settling = settling
    return settling
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#asked)
    const boss = await this.#open()
    for (const job of this.#options.jobs) {
      for (let row = await next(boss, job); row; row = await next(boss, job)) {
        const fail = (error: Error) => boss.fail(job.name, row?.id ?? '', error)
        await this.#perform(job, row).then(() => boss.complete(job.name, row?.id ?? ''), fail)
      }
    }
    if (this.#asked.size > 0) await this.#settle()
  }

  /** Lets running jobs finish and begins no other. */
  async close(): Promise<void> {
    this.#isClosing = true
    await Promise.all(this.#asked)
    const boss = await this.#boss?.catch(() => undefined)
    await boss?.stop({ graceful: true, timeout: graceMs, close: false })
  }

  #open(): Promise<PgBoss> {
    this.#boss ??= openBoss(this.#options, { isWorking: this.#isWorking }).catch(
      (error: unknown) => {
        this.#boss = undefined
        throw error
      },
    )
    return this.#boss
  }

  async #perform(job: Job, row: JobWithMetadata<QueuedData>): Promise<void> {
    const boss = await this.#open()
    const { report } = this.#options
    await performJob({ boss, job, row, report, surroundings: this.#surroundings })
  }
}

const workOptions = { includeMetadata: true, pollingIntervalSeconds: pollSeconds } as const

const next = async (boss: PgBoss, { name }: Job) =>
  (await boss.fetch<QueuedData>(name, { includeMetadata: true }))[0]
