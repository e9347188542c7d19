import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DatabaseAddress } from '../../../server/store/database/database.ts'

export interface AppProcess {
  origin: string
  /** Resident bytes of the process, after its garbage was collected. */
  memory(): Promise<number>
  /** Processor time it has taken so far, milliseconds. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

/** The real app, without request limits, in a process of its own: several can share a database, and each has its own memory. */
export async function spawnApp(address: DatabaseAddress): Promise<AppProcess> {
  const child = fork(fileURLToPath(new URL('app-process.ts', import.meta.url)), [
    JSON.stringify(address),
  ])
  const hear = async <T>() => (await once(child, 'message'))[0] as T
  const { origin } = await hear<{ origin: string }>()
  return {
    origin,
    memory: async () => {
      child.send('memory')
      return (await hear<{ rss: number }>()).rss
    },
    cpuMs: async () => {
      child.send('cpu')
      return (await hear<{ cpuMs: number }>()).cpuMs
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.send('stop')
      await gone
    },
  }
}
