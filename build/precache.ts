import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from 'vite'

/** A file that Workbox found in the output folder. */
export interface BuiltFile {
  /** Path below the output folder, e.g. `assets/walk-main-a1b2c3.js`. */
  url: string
  size: number
}

/** A larger file is a mistake in this app, and everything together must come over a bad connection before a walk starts. */
const limits = { fileBytes: 512 * 1024, totalBytes: 2 * 1024 * 1024 }

/**
 * Keeps the precache to the walk app: its page, every chunk it can ever load, their styles, fonts and pictures, and the
 * files of `client/public`. Phones never store the desk. Workbox only warns about what it leaves out, and a phone would find out in a
 * tunnel: here it fails the build (sync.md §2.8, property I10).
 */
export function walkPrecache({ folder, publicFolder }: { folder: string; publicFolder: string }) {
  return async <T extends BuiltFile>(found: T[]) => {
    const manifest = await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')
    const wanted = new Set([
      ...reachableFiles(JSON.parse(manifest) as Manifest, 'index.html'),
      ...(await filesBelow(publicFolder)),
    ])
    const kept = found.filter((file) => wanted.has(file.url))
    const problems = precacheProblems([...wanted], kept)
    if (problems.length > 0) throw new Error(`Precache:\n  ${problems.join('\n  ')}`)
    return { manifest: kept, warnings: [] }
  }
}

/** A page, and what it can reach: static and lazy chunks, and what they name. */
export function reachableFiles(manifest: Manifest, page: string): Set<string> {
  if (!manifest[page]) throw new Error(`No entry chunk for ${page}`)
  const files = new Set([page])
  const seen = new Set<string>()
  const queue = [page]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) continue
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
    queue.push(...(chunk.imports ?? []), ...(chunk.dynamicImports ?? []))
  }
  return files
}

/** Sentences about what is wrong with a precache; none when every wanted file is in it and nothing is too large. */
export function precacheProblems(
  wanted: readonly string[],
  kept: readonly BuiltFile[],
  { fileBytes, totalBytes } = limits,
): string[] {
  const names = new Set(kept.map((file) => file.url))
  const total = kept.reduce((sum, file) => sum + file.size, 0)
  return [
    ...wanted
      .filter((name) => !names.has(name))
      .map((name) => `${name} belongs to the walk app and is not in the precache`),
    ...kept
      .filter((file) => file.size > fileBytes)
      .map((file) => `${file.url} has ${file.size} bytes, limit ${fileBytes}`),
    ...(total > totalBytes ? [`The precache has ${total} bytes, limit ${totalBytes}`] : []),
  ]
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
}
