import vue from '@vitejs/plugin-vue'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createServer, type Manifest, type Plugin, type ResolvedConfig } from 'vite'
import { languages, type Language } from '../../shared/language.ts'

type Render = (language: Language) => Promise<string>

const source = 'app/JoinPage.vue'
const starting = /<div id="app">.*?<\/div>/s

/**
 * Writes `join.da.html` and `join.en.html` beside index.html: the same page, with the words of a join link in it and the parts named that
 * only such a link needs. Phones do not keep them: whoever has been here is answered by the service worker, with index.html.
 */
export function writeJoinPages(): Plugin {
  let config: ResolvedConfig | undefined
  return {
    name: 'lygte-join-pages',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (!config) return
        const folder = resolve(config.root, config.build.outDir)
        const page = await readFile(join(folder, 'index.html'), 'utf8')
        const manifest = await readFile(join(folder, '.vite', 'manifest.json'), 'utf8')
        const links = partLinks(JSON.parse(manifest) as Manifest)
        await withRenderer(config, async (render) => {
          for (const language of languages) {
            const words = await render(language)
            await writeFile(
              join(folder, `join.${language}.html`),
              joinPage({ page, language, words, links }),
            )
          }
        })
      },
    },
  }
}

interface JoinPageParts {
  /** The built index.html. */
  page: string
  language: Language
  words: string
  /** Elements of the head for what only this page needs. */
  links: readonly string[]
}

const linkOrScript =
  /[ ]*<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>(?:<\/script>)?\n?/g
const isStyle = (element: string) => element.includes('rel="stylesheet"')

/** Styles and fonts come first: the words are there already, and can be read while the app comes. */
export function joinPage({ page, language, words, links }: JoinPageParts): string {
  if (!starting.test(page)) throw new Error('index.html has no place for the words of a join link')
  const elements = [...(page.match(linkOrScript) ?? []).map((one) => one.trim()), ...links]
  const scripts = elements
    .filter((one) => !isStyle(one))
    .map((one) => one.replace(/ (?=type="module"|rel=)/, ' fetchpriority="low" '))
  const head = [...elements.filter(isStyle), ...scripts].map((one) => `    ${one}\n`).join('')
  return page
    .replace(/<html lang="\w+"/, `<html lang="${language}"`)
    .replace(linkOrScript, '')
    .replace(starting, () => `<div id="app">${words}</div>`)
    .replace(/ *<\/head>/, () => `${head}  </head>`)
}

/** What the join page needs beyond what index.html names itself. */
export function partLinks(manifest: Manifest): string[] {
  const known = new Set(filesOf(manifest, 'index.html'))
  const files = new Set(filesOf(manifest, source).filter((file) => !known.has(file)))
  return [...files].map((file) =>
    file.endsWith('.css')
      ? `<link rel="stylesheet" crossorigin href="/${file}">`
      : `<link rel="modulepreload" crossorigin href="/${file}">`,
  )
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
