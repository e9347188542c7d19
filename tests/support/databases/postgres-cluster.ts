import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { unprivilegedUser } from '../../../server/embedded-postgres/user.ts'
import { endWithUs } from '../server/end-with-us.ts'
import { hardKill } from '../faults/hard-kill.ts'

const run = promisify(execFile)

/** A PostgreSQL server that is not the product's own: it comes and goes as the test says. */
export interface PostgresCluster {
  url: string
  /** Starts it on its data, after a kill too, and waits until it answers; returns whether it does. */
  start(): Promise<boolean>
  /** SIGKILL of its first process, as a power cut would. */
  hardKill(): Promise<void>
  /** An orderly stop; the data stay. */
  stop(): Promise<void>
  /** Stops it when it still runs, and removes its data. */
  remove(): Promise<void>
}

/** Makes a throw-away cluster with the programs of a folder; reached by a socket in its own folder. Not yet started. */
export async function makePostgresCluster(
  programs: string,
  settings: Record<string, string>,
): Promise<PostgresCluster> {
  const user = unprivilegedUser()
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  const folder = mkdtempSync(join(tmpdir(), 'lygte-pg-'))
  const data = join(folder, 'cluster')
  mkdirSync(data, { mode: 0o700 })
  for (const path of user ? [folder, data] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0)
  // A locale that knows Danish letters, as the embedded cluster's.
  const options = ['--locale=C.UTF-8', '--encoding=UTF8', '--username=lygte', '--auth=trust']
  await run(join(programs, 'initdb'), [`--pgdata=${data}`, ...options], { ...as, cwd: folder })
  const all = { listen_addresses: '', unix_socket_directories: folder, ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const url = `postgres:///postgres?user=lygte&host=${encodeURIComponent(folder)}`
  const spawnIt = (): ChildProcess => {
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...{ ...as, cwd: folder, stdio: 'ignore' as const },
    })
    endWithUs(child)
    return child
  }
  let child: ChildProcess | undefined
  const end = async (kill: (running: ChildProcess) => void) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    kill(child)
    await ended
  }
  const stop = () => end((running) => running.kill('SIGINT'))
  return {
    url,
    start: async () => {
      // Sessions that outlive their killed parent for a moment keep the first attempts from starting.
      for (let attempt = 0; attempt < 50; attempt += 1) {
        child = spawnIt()
        if (await answersWhileRunning(url, child)) return true
        await pause(100)
      }
      return false
    },
    hardKill: () => end(({ pid }) => hardKill(pid)),
    stop,
    remove: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answersWhileRunning(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(url)) return true
    await pause(50)
  }
  return false
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
