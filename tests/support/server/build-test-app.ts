import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { buildApp } from '../../../server/app.ts'
import { readConfig, type Config } from '../../../server/config.ts'
import type { Dependencies } from '../../../server/dependencies.ts'
import { openChangeFeed } from '../../../server/feed/change-feed.ts'
import { requestLimits, type RequestLimits } from '../../../server/http/limits/request-limits.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { openPhotoFiles } from '../../../server/store/photos/photo-files.ts'

export interface TestAppOptions {
  store: Store
  /** Milliseconds; default the machine's clock. */
  now?: () => number
  randomBytes?: (count: number) => Uint8Array
  config?: Partial<Config>
  map?: Dependencies['map']
  clientFolder?: string | null
  /** Default: none that a test would meet, and no waiting. */
  requestLimits?: Partial<RequestLimits>
  /** Default: those of the product. */
  jobs?: Dependencies['jobs']
  /** Default: none. */
  logger?: FastifyServerOptions['logger']
}

export interface TestApp {
  app: FastifyInstance
  dependencies: Dependencies
  /** Closes the app, its feed and its photo folder; the store stays open. */
  close(): Promise<void>
}

const noLimits: RequestLimits = {
  ...requestLimits,
  perAddress: 1_000_000_000,
  perSession: 1_000_000_000,
  wrongCodes: 1_000_000_000,
  attackAt: 1_000_000_000,
  wishes: 1_000_000_000,
  wishesUnderFlood: 1_000_000_000,
  wrongPasswords: 1_000_000_000,
  wrongPasswordsPerAddress: 1_000_000_000,
  wrongAnswerDelayMs: 0,
  maxEventLoopDelayMs: 0,
}

/** Sent with every request that changes something; browsers add it by themselves. */
export const sameOrigin = { 'sec-fetch-site': 'same-origin' } as const

/**
 * The real app in process, with the real store, feed and photo files in a folder of its own. Jobs run when a test says so
 * (`app.jobs.settled`).
 */
export async function buildTestApp(options: TestAppOptions): Promise<TestApp> {
  const { store } = options
  const dataDir = await mkdtemp(join(tmpdir(), 'lygte-app-'))
  const feed = openChangeFeed(store)
  const dependencies: Dependencies = {
    config: { ...readConfig({ DATA_DIR: dataDir, DEMO: '0' }), ...options.config },
    version: '0.0.0-test',
    store,
    now: options.now ?? Date.now,
    randomBytes: options.randomBytes ?? randomBytes,
    photoFiles: await openPhotoFiles(join(dataDir, 'photos')),
    feed,
    map: options.map ?? null,
    clientFolder: options.clientFolder ?? null,
    ...(options.jobs ? { jobs: options.jobs } : {}),
    requestLimits: { ...noLimits, ...options.requestLimits },
  }
  const app = await buildApp(dependencies, { logger: options.logger ?? false })
  await app.ready()
  const close = async () => {
    await app.close()
    await feed.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { app, dependencies, close }
}
