import vue from '@vitejs/plugin-vue'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Manifest } from 'vite'

type Render = (language: string) => Promise<string>
const linkTo = (file: string) =>
  `<link rel="${file.endsWith('.css') ? 'stylesheet' : 'modulepreload'}" crossorigin href="/${file}">`

/** Writes `join.da.html` and `join.en.html` (ADR 0013): index.html with the words of a join link, and links to their files. */
export async function writeJoinPages(root: string, folder: string): Promise<void> {
  const page = await readFile(`${folder}/index.html`, 'utf8')
  const manifest = JSON.parse(await readFile(`${folder}/.vite/manifest.json`, 'utf8')) as Manifest
  const join = manifest['app/walk-pages/JoinPage.vue']
  const parts = [join, ...(join?.imports ?? []).map((name) => manifest[name])]
  const files = parts.flatMap((part) => (part ? [part.file, ...(part.css ?? [])] : []))
  const links = files.filter((file) => !page.includes(file)).map(linkTo)
  const server = { middlewareMode: true, ws: false, watch: null } as const
  const options = { root, configFile: false, optimizeDeps: { noDiscovery: true } } as const
  const vite = await createServer({ ...options, server, plugins: [vue()] })
  const render = (await vite.ssrLoadModule('/app/join-words.ts'))['renderJoinWords'] as Render
  for (const language of ['da', 'en']) {
    const words = await render(language)
    const made = page.replace(/<p class="starting">.*?<\/p>/s, () => words)
    const html = made.replace('</head>', `${links.join('')}</head>`)
    await writeFile(`${folder}/join.${language}.html`, html.replace('"da"', `"${language}"`))
  }
  await vite.close()
}
