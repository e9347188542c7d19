import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build, preview } from 'vite'

/** Builds the page of `bare-page/` and serves it as Vite itself serves what it has built: as it is, unpacked. */
export async function serveBarePage(): Promise<{ origin: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lygte-bare-'))
  const page = {
    configFile: false as const,
    root: fileURLToPath(new URL('bare-page', import.meta.url)),
    plugins: [vue()],
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error' as const,
  }
  await build(page)
  const server = await preview({ ...page, preview: { port: 4_173, host: 'localhost' } })
  const close = async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin: server.resolvedUrls?.local[0] ?? '', close }
}
