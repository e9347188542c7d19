import { fileURLToPath } from 'node:url'
import { createServer, type Plugin } from 'vite'
import { mapFiles, openPmtiles } from './open-pmtiles.ts'

/**
 * A page with only the map on it, drawn from the maps of the demo: to look at, and for screenshots.
 * `node tests/support/map-harness/serve-harness.ts 3220`, then e.g. `/?file=aalborg&theme=light&zoom=15&movable`.
 */
const realTiles: Plugin = {
  name: 'real-tiles',
  configureServer(server) {
    const opened = new Map(Object.keys(mapFiles).map((name) => [name, openPmtiles(name)]))
    server.middlewares.use('/tiles', (request, response) => {
      const [, file = '', z, x, y] = (request.url ?? '').split('/')
      void opened
        .get(file)
        ?.getZxy(Number(z), Number(x), Number(y))
        .then((tile) => {
          response.statusCode = tile ? 200 : 204
          response.end(tile ? Buffer.from(tile.data) : undefined)
        })
    })
  },
}

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const { default: vue } = await import('@vitejs/plugin-vue')
const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: '/tmp/lygte-map-harness',
  plugins: [vue(), realTiles],
  server: { port: Number(process.argv[2] ?? 3220), fs: { allow: [repository] } },
})
await server.listen()
