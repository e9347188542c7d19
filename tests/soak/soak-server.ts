import { setTimeout as pause } from 'node:timers/promises'
import { startServer, type ServerProcess } from '../support/server/start-server.ts'

export interface RestartingServer {
  origin: string
  dataDir: string
  restarts(): number
  /** No further restarts; the server goes on. */
  calm(): Promise<void>
  remove(): Promise<void>
}

/** The real server at one address, stopped and started again all the time: in an orderly way and by SIGKILL in turn. */
export async function startRestarting(
  env: Record<string, string>,
  everySeconds: number,
): Promise<RestartingServer> {
  const first = await startServer({ env })
  const { dataDir, origin } = first
  let server: ServerProcess = first
  let count = 0
  const ending = new AbortController()
  const restart = async () => {
    for (;;) {
      await pause(everySeconds * 1_000, undefined, { signal: ending.signal })
      await server.end(count % 2 === 0 ? 'SIGTERM' : 'SIGKILL')
      server = await startServer({ dataDir, env })
      count += 1
    }
  }
  const restarting = restart().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  const calm = async () => {
    ending.abort()
    await restarting
  }
  return {
    origin,
    dataDir,
    restarts: () => count,
    calm,
    remove: async () => {
      await calm()
      await server.end()
      await first.remove()
    },
  }
}
