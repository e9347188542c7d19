import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../server/config.ts'
import { clientFolder } from '../../../server/start/client-build.ts'
import { startServer, type RunningServer } from '../../../server/start/start-server.ts'
import type { DatabaseAddress } from '../../../server/store/database/database.ts'
import { administrate, databaseNamed } from '../databases/database-cluster.ts'
import { urlOf } from './run-cli.ts'
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts'

export interface LiveApp {
  server: RunningServer
  /** The address for browsers; `proxy.setWeather('refuse')` takes the network away. */
  proxy: FaultProxy
  origin: string
  /** The server's own address, without the proxy in front of it. */
  directOrigin: string
  /** Of its store. */
  database: DatabaseAddress
  close(): Promise<void>
}

export interface LiveAppOptions {
  /** Path of a map file; absent: no map, so the raster fallback is what the app is offered. */
  map?: string
  /** Another build of the client than the one in dist. */
  client?: string
  /** The server's clock, in milliseconds since 1970 UTC; absent: the machine's. */
  now?: () => number
  /** Further settings of the operator. */
  environment?: Record<string, string>
}

/** The real server with its demo on a store of its own, behind a network that tests can break. */
export async function startLiveApp(options: LiveAppOptions = {}): Promise<LiveApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lygte-live-'))
  // As root the database runs as another user, who must be able to enter the folder.
  await chmod(dataDir, 0o755)
  const copy = process.env['VITEST'] ? await copyDemo() : undefined
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    MAP_FILE: options.map ?? 'none',
    ...(copy ? { DATABASE_URL: urlOf(copy) } : {}),
    ...options.environment,
  })
  const server = await startServer(config, options.client ?? clientFolder, options.now)
  const database = copy?.address ?? server.embedded?.connection
  if (!database) throw new Error('The server runs on a database that this process does not own')
  const directOrigin = `http://127.0.0.1:${String(server.port)}`
  const proxy = await startFaultProxy(directOrigin)
  return {
    server,
    proxy,
    origin: proxy.origin,
    directOrigin,
    database,
    async close() {
      await proxy.close()
      await server.stop()
      await copy?.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A copy of the database that holds the demo already; outside of vitest the server starts a database of its own and loads it. */
async function copyDemo(): Promise<{ address: DatabaseAddress; drop(): Promise<void> }> {
  const { inject } = await import('vitest')
  const { address, prefix } = inject('testCluster')
  const name = prefix + randomBytes(4).toString('hex')
  await administrate(address, `create database ${name} template ${inject('demoTemplate')}`)
  return {
    address: databaseNamed(address, name),
    drop: () => administrate(address, `drop database ${name} with (force)`),
  }
}
