import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** As Vite writes it beside the build; keys are source paths below `client/`. */
type BuildManifest = Record<string, { file: string; imports?: string[]; css?: string[] }>

const page = 'app/JoinPage.vue'

/**
 * The `Link` header for whoever opens a join link for the first time: what its page needs beyond what index.html names itself, so that it
 * comes with the rest and not one journey later. Whoever has been here before is answered by the service worker and never sees
 * it. Undefined for a folder that was not built by us.
 */
export function firstVisitLinks(clientFolder: string): string | undefined {
  const path = join(clientFolder, '.vite', 'manifest.json')
  if (!existsSync(path)) return undefined
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as BuildManifest
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
function filesOf(manifest: BuildManifest, source: string, seen = new Set<string>()): string[] {
  const chunk = manifest[source]
  if (!chunk || seen.has(source)) return []
  seen.add(source)
  const imported = (chunk.imports ?? []).flatMap((name) => filesOf(manifest, name, seen))
  return [chunk.file, ...(chunk.css ?? []), ...imported]
}
