import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endWithUs } from './end-with-us.ts'
import { ownEnvironment } from './own-environment.ts'
import { repositoryRoot } from '../repository.ts'

export interface ServerOptions {
  /** Kept after the server; absent: a fresh one that `remove` takes away. As root it must be open to all (mode 755). */
  dataDir?: string
  env?: Record<string, string>
  /** Serves the built client, building it when stale; default false: the API alone. */
  withClient?: boolean
  /** Through run.mjs, as `npm start` does. */
  throughLauncher?: boolean
}

export interface ServerProcess {
  /** `http://localhost:<port>` */
  origin: string
  dataDir: string
  child: ChildProcess
  /** Everything it wrote to the terminal. */
  output(): string
  /** Process id of its embedded database, from that one's own pid file. */
  databasePid(): number
  /** Sends a signal, waits for the end and returns the exit code (null when the signal itself ended it). */
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** Stops it when it still runs, and removes its new data folder. */
  remove(): Promise<void>
}

/** The server ended instead of becoming ready. */
export class ServerEndedError extends Error {
  override name = 'ServerEndedError'
  readonly exitCode: number | null

  constructor(exitCode: number | null, output: string) {
    super(output)
    this.exitCode = exitCode
  }
}

/** Starts the real server in a process of its own on a free port, and waits until it prints that it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? (await freshFolder())
  const child = spawn(process.execPath, commandOf(options), {
    cwd: repositoryRoot,
    env: { ...ownEnvironment(), PORT: '0', DATA_DIR: dataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithUs(child)
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const port = /http:\/\/localhost:(\d+) \(/.exec(output)?.[1]
        if (port && output.includes('Ctrl+C')) resolve(`http://localhost:${port}`)
      })
    }
  })
  const end: ServerProcess['end'] = (signal = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  const first = await Promise.race([ready, ended])
  if (typeof first !== 'string') throw new ServerEndedError(first, output)
  const remove = async () => {
    await end()
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
  }
  const databasePid = () => pidIn(join(dataDir, 'postgres/cluster/postmaster.pid'))
  return { origin: first, dataDir, child, output: () => output, databasePid, end, remove }
}

const commandOf = ({ withClient = false, throughLauncher = false }: ServerOptions): string[] => [
  ...(throughLauncher ? ['server/start/run.mjs'] : []),
  'server/main.ts',
  ...(withClient ? [] : ['--without-client']),
]

const pidIn = (file: string): number => Number(readFileSync(file, 'utf8').split('\n')[0])

/** Open to all: as root the database runs as another user. */
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lygte-server-'))
  await chmod(folder, 0o755)
  return folder
}
