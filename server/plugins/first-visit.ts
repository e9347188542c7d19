import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from 'vite'

const page = 'app/JoinPage.vue'

/**
 * The `Link` header for whoever opens a join link for the first time: what its page needs beyond what index.html names itself, so that it
 * comes with the rest and not one journey later. Whoever has been here before is answered by the service worker and never sees
 * it. Undefined for a folder that was not built by us.
 */
export async function firstVisitLinks(clientFolder: string): Promise<string | undefined> {
  const path = join(clientFolder, '.vite', 'manifest.json')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const manifest = JSON.parse(text) as Manifest
  const known = new Set(filesOf(manifest, 'index.html'))
  const files = filesOf(manifest, page).filter((file) => !known.has(file))
  return files.map(linkTo).join(', ') || undefined
}

function linkTo(file: string): string {
  return file.endsWith('.css')
    ? `</${file}>; rel=preload; as=style`
    : `</${file}>; rel=modulepreload`
}

/** A chunk, what it imports, and their style sheets. */
function filesOf(manifest: Manifest, source: string, seen = new Set<string>()): string[] {
  const chunk = manifest[source]
  if (!chunk || seen.has(source)) return []
  seen.add(source)
  const imported = (chunk.imports ?? []).flatMap((name) => filesOf(manifest, name, seen))
  return [chunk.file, ...(chunk.css ?? []), ...imported]
}
