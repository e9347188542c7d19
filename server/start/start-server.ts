import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import type { Config, MetricsAddress } from '../config.ts'
import { loadDemoWhenEmpty, type DemoSignIns } from '../demo/load-demo.ts'
import { openChangeFeed } from '../feed/change-feed.ts'
import type { EmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts'
import { openPhotoFiles } from '../store/photos/photo-files.ts'
import { logOptions } from './log-options.ts'
import { openMetricsPage } from './metrics-page.ts'
import { mapCoverNotes, openOwnMap, openDemoMap } from './open-map.ts'
import { openStore } from './open-store.ts'

export interface RunningServer {
  port: number
  /** Null without METRICS_PORT. */
  metricsPort: number | null
  version: string
  notes: readonly string[]
  mapFiles: readonly string[]
  demo: readonly DemoSignIns[] | null
  embedded: EmbeddedPostgres | null
  /** Stops accepting requests, lets running ones finish, ends event streams, then closes the store. */
  stop(): Promise<void>
}

/** Longest time for running requests to finish, in milliseconds; less than docker-compose.yml grants. */
const graceMs = 20_000

/** Opens everything in the order of its dependencies, and listens. When a step fails, what was opened is closed again. */
export async function startServer(
  config: Config,
  clientFolder: string | null,
  now: () => number = Date.now,
): Promise<RunningServer> {
  const version = await readVersion()
  const opened: (() => Promise<void>)[] = []
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    // The map is opened before the store: a wrong path should not first start a database.
    const ownMap = await openOwnMap(config)
    if (ownMap) opened.push(() => ownMap.close())
    const opening = await openStore(config)
    opened.push(() => opening.close())
    const { store, embedded, notes } = opening
    const demo = config.demo ? await loadDemoWhenEmpty(store, now()) : null
    const map = ownMap ?? (demo ? await openDemoMap(config) : null)
    if (map && map !== ownMap) opened.push(() => map.close())
    notes.push(...(await mapCoverNotes(store, map)))
    const feed = openChangeFeed(store)
    opened.push(() => feed.close())
    const photoFiles = await openPhotoFiles(join(config.dataDir, 'photos'))
    const dependencies = {
      ...{ config, version, store, feed, map, photoFiles, clientFolder },
      now,
      randomBytes: (count: number) => randomBytes(count),
    }
    const app = await buildApp(dependencies, { logger: logOptions })
    opened.push(() => closeApp(app))
    const metricsPort = config.metrics ? await openMetrics(app, config.metrics, opened) : null
    await app.listen({ port: config.port, host: config.host })
    await app.jobs.start()
    const mapFiles = map?.files ?? []
    const told = { version, notes, mapFiles, demo, embedded }
    return { port: portOf(app), metricsPort, ...told, stop: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openMetrics(
  { metrics }: FastifyInstance,
  address: MetricsAddress,
  opened: (() => Promise<void>)[],
): Promise<number> {
  metrics.addProcess()
  const page = await openMetricsPage(metrics, address)
  opened.push(() => page.close())
  return page.port
}

async function readVersion(): Promise<string> {
  const file = join(import.meta.dirname, '../../package.json')
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version
}

function portOf(app: FastifyInstance): number {
  const [address] = app.addresses()
  return typeof address === 'object' ? address.port : 0
}

/** A request that outlasts the grace period is cut; its client repeats it and gets the recorded answer. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), graceMs)
  await app.close()
  clearTimeout(deadline)
}
