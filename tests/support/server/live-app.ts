import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../server/config.ts'
import { clientFolder } from '../../../server/start/client-build.ts'
import { startServer, type RunningServer } from '../../../server/start/start-server.ts'
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts'

export interface LiveApp {
  server: RunningServer
  /** What browsers are pointed at; `proxy.setWeather('refuse')` takes the network away. */
  proxy: FaultProxy
  origin: string
  /** The server without the proxy before it. */
  directOrigin: string
  close(): Promise<void>
}

export interface LiveAppOptions {
  /** Path of a map file; absent: no map, so the raster fallback is what the app is offered. */
  map?: string
  env?: Record<string, string>
  /** Another build of the client than the one in dist. */
  client?: string
}

/** The real server with its demo on an embedded store of its own, behind a network that tests can break. */
export async function startLiveApp(options: LiveAppOptions = {}): Promise<LiveApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lygte-live-'))
  // As root the database runs as another user, who must be able to pass through.
  await chmod(dataDir, 0o755)
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    MAP_FILE: options.map ?? 'none',
    ...options.env,
  })
  const server = await startServer(config, options.client ?? clientFolder)
  const directOrigin = `http://127.0.0.1:${String(server.port)}`
  const proxy = await startFaultProxy(directOrigin)
  return {
    server,
    proxy,
    origin: proxy.origin,
    directOrigin,
    async close() {
      await proxy.close()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
