import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import compress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import vue from '@vitejs/plugin-vue'
import fastify from 'fastify'
import { build } from 'vite'

/** Builds the page of `bare-page/` and serves it, packed as the product's files are. */
export async function serveBarePage(): Promise<{ origin: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lygte-bare-'))
  await build({
    configFile: false,
    root: fileURLToPath(new URL('bare-page', import.meta.url)),
    plugins: [vue()],
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  })
  const app = fastify()
  await app.register(compress)
  await app.register(fastifyStatic, { root: folder })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin: origin.replace('127.0.0.1', 'localhost'), close }
}
