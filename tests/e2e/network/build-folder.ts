import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientFolder } from '../../../server/start/client-build.ts'

/** A built client of its own, over which a newer build of the same product can be laid while a server serves it. */
export interface BuildFolder {
  path: string
  /**
   * As a deploy does: every part of the walk app gets another name and the page another content. Parts of the build before
   * stay, as the real build leaves them for thirty days.
   */
  deploy: () => Promise<void>
  /** Takes the one part with such a name away, until it is brought back. */
  lose: (name: RegExp) => Promise<{ name: string; bringBack: () => Promise<void> }>
  remove: () => Promise<void>
}

/** In the page of a build that came by `deploy`. */
export const newBuildMark = 'meta[name=build][content=newer]'

export async function copyBuild(): Promise<BuildFolder> {
  const path = await mkdtemp(join(tmpdir(), 'lygte-build-'))
  await cp(clientFolder, path, { recursive: true })
  return {
    path,
    deploy: () => deploy(path),
    lose: (name) => lose(path, name),
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

async function deploy(folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8')
  const names = await partNames(folder)
  const anyName = new RegExp(names.map((name) => name.replaceAll('.', '\\.')).join('|'), 'g')
  const renamed = (text: string) => text.replaceAll(anyName, (name) => newer(name))

  for (const name of names) {
    const content = await readFile(join(folder, 'assets', name))
    const isText = /\.(js|css)$/.test(name)
    await writeFile(
      join(folder, 'assets', newer(name)),
      isText ? renamed(content.toString()) : content,
    )
  }
  const newPage = renamed(page).replace('<head>', '<head><meta name="build" content="newer">')
  // The worker knows its page by the hash of its content.
  const newWorker = renamed(worker).replaceAll(md5(page), md5(newPage))
  await writeFile(join(folder, 'index.html'), newPage)
  await writeFile(join(folder, 'service-worker.js'), newWorker)
}

async function lose(folder: string, pattern: RegExp) {
  // Beside the parts of this build lie those of builds before it.
  const parts = await partNames(folder)
  const [name, another] = parts.filter((part) => pattern.test(part))
  if (name === undefined || another !== undefined) throw new Error(`Not one part is ${pattern}`)
  const file = join(folder, 'assets', name)
  const content = await readFile(file)
  await rm(file)
  return { name, bringBack: () => writeFile(file, content) }
}

/** What the worker of the build stores on phones. */
async function partNames(folder: string): Promise<string[]> {
  const worker = await readFile(join(folder, 'service-worker.js'), 'utf8')
  return [...new Set(worker.match(/(?<=assets\/)[\w.-]+-[\w-]{8}\.\w+/g))]
}

const newer = (name: string) => name.replace(/\.(\w+)$/, 'N.$1')
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
