import vue from '@vitejs/plugin-vue'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createServer, type Manifest, type Plugin, type ResolvedConfig } from 'vite'
import { languages, type Language } from '../shared/text/language.ts'
import { afterBuild } from './after-build.ts'

type Render = (language: Language) => Promise<string>

const source = 'app/walk-pages/JoinPage.vue'
const starting = /<div id="app">.*?<\/div>/s

/**
 * Writes `join.da.html` and `join.en.html` beside index.html: the same page, with the words of a join link in it, their styles, and the parts
 * named that only such a link needs. Phones do not keep them: whoever has been here is answered by the service worker, with index.html.
 */
export const writeJoinPages = (): Plugin =>
  afterBuild('lygte-join-pages', async (config) => {
    const folder = resolve(config.root, config.build.outDir)
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const manifest = await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')
    const files = partsOf(JSON.parse(manifest) as Manifest)
    const sheets = files.filter((file) => file.endsWith('.css'))
    const styles = await Promise.all(sheets.map((file) => readFile(join(folder, file), 'utf8')))
    await withRenderer(config, async (render) => {
      for (const language of languages) {
        const words = await render(language)
        const made = joinPage({ page, language, words, files, styles: styles.join('') })
        await writeFile(join(folder, `join.${language}.html`), made)
      }
    })
  })

interface JoinPageParts {
  /** The built index.html. */
  page: string
  language: Language
  words: string
  /** Everything the page needs, by `partsOf`. */
  files: readonly string[]
  /** What the style sheets among them say. */
  styles: string
}

const linkOrScript =
  /[ ]*<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>(?:<\/script>)?\n?/g

/**
 * Words with their styles are painted before anything else has come; the rest is fetched after them. The style sheets are named as
 * well, or the app would fetch them and wait: for print, where they change nothing, so that nobody waits now.
 */
export function joinPage({ page, language, words, files, styles }: JoinPageParts): string {
  const entry = /<script type="module"[^>]*src="\/([^"]+)"/.exec(page)?.[1]
  if (!starting.test(page) || !entry) throw new Error('index.html has no place for a join link')
  const head = [
    `<style>${styles.trim()}</style>`,
    ...files.map((file) => elementFor(file, entry)),
  ].map((element) => `    ${element}\n`)
  return page
    .replace(/<html lang="\w+"/, `<html lang="${language}"`)
    .replace(linkOrScript, '')
    .replace(starting, () => `<div id="app">${words}</div>`)
    .replace(/ *<\/head>/, () => `${head.join('')}  </head>`)
}

function elementFor(file: string, entry: string): string {
  if (file.endsWith('.css')) {
    return `<link rel="stylesheet" media="print" crossorigin href="/${file}">`
  }
  return file === entry
    ? `<script type="module" fetchpriority="low" crossorigin src="/${file}"></script>`
    : `<link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}">`
}

/** Scripts and style sheets of index.html, then what the join page needs beyond them. */
export function partsOf(manifest: Manifest): string[] {
  // Merged into another file its styles would be nobody's, and the page would stand without them.
  if (!manifest[source]) throw new Error(`${source} is no file of its own in this build`)
  return [...new Set([...filesOf(manifest, 'index.html'), ...filesOf(manifest, source)])]
}

/** A chunk, what it imports, and their style sheets. */
function filesOf(manifest: Manifest, name: string, seen = new Set<string>()): string[] {
  const chunk = manifest[name]
  if (!chunk || seen.has(name)) return []
  seen.add(name)
  const imported = (chunk.imports ?? []).flatMap((one) => filesOf(manifest, one, seen))
  return [chunk.file, ...(chunk.css ?? []), ...imported]
}

/** From the sources, as the build compiles them: a component's styles find it by a name made of its path and content. */
async function withRenderer(
  { root }: ResolvedConfig,
  work: (render: Render) => Promise<void>,
): Promise<void> {
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    plugins: [vue()],
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  try {
    const { renderJoinPage } = await vite.ssrLoadModule('/app/join-page.ts')
    await work(renderJoinPage as Render)
  } finally {
    await vite.close()
  }
}
