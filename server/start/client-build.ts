import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The folder of the built client, from which the server serves it. */
export const clientFolder = join(root, 'dist', 'client')

/** The mark is beside the build and not in it, because everything in the build is served. */
const stampFile = join(root, 'dist', 'client-sources.sha256')

const sources = ['client', 'shared', 'build', 'vite.config.ts', 'package-lock.json']

/** The client could not be built; the message holds the output of the builder. */
export class ClientBuildError extends Error {
  override name = 'ClientBuildError'
}

/**
 * Builds the client when its sources differ from those of the last build; `tell` is called before it. An image that holds the built
 * client without its sources is used as it is. Throws `ClientBuildError`.
 */
export async function buildClientWhenStale(tell: () => void = () => undefined): Promise<void> {
  const isBuilt = existsSync(join(clientFolder, 'index.html'))
  if (isBuilt && !existsSync(join(root, 'client', 'index.html'))) return
  const hash = await hashOfSources()
  if (isBuilt && (await readStamp()) === hash) return
  tell()
  await runVite()
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stampFile, hash)
}

const readStamp = (): Promise<string | null> => readFile(stampFile, 'utf8').catch(() => null)

async function hashOfSources(): Promise<string> {
  const files = (await Promise.all(sources.map(filesIn))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readFile(file)
    hash.update(`${relative(root, file)} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

async function filesIn(source: string): Promise<string[]> {
  const path = join(root, source)
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The build runs in a process of its own: inside another tool's process it would take over that tool's mode. */
async function runVite(): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) {
    throw new ClientBuildError(
      'The client must be built, and the package "vite" is not installed: run "npm ci --include=dev".',
    )
  }
  const environment = { ...process.env, NODE_ENV: 'production' }
  // Vitest's variable would make it a build for tests.
  delete (environment as NodeJS.ProcessEnv)['VITEST']
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Warnings about style sheets of packages would hide the sign-ins; a failure shows everything.
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const code = await new Promise((resolve) => {
    child.on('error', resolve)
    child.on('close', resolve)
  })
  if (code === 0) return
  throw new ClientBuildError(`The client could not be built:\n${said}`)
}
