import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import { succeed } from '../../../shared/problem.ts'
import type { TestDatabase } from '../databases/open-test-database.ts'
import { buildTestApp, type TestApp } from './build-test-app.ts'

/** In a file beside the client's folder, which no request may reach. */
export const secret = 'NOT FOR THE WORLD'
export const longCode = 'export const lantern = 1\n'.repeat(200)

const reach = { minZoom: 9, maxZoom: 15, bounds: [9.8, 57, 10.05, 57.1] } as const
const emptyMap: MapSet = {
  files: ['aalborg.pmtiles'],
  parts: [reach],
  ...reach,
  attribution: 'nobody',
  version: 'test',
  tile: async () => undefined,
  area: async () => succeed({ minZoom: 9, maxZoom: 15, tiles: [], bytes: 0, storedBytes: 0 }),
  close: async () => undefined,
}

export interface ClientStage {
  test: TestApp
  close: () => Promise<void>
}

/** An app that serves a small built client from a folder of its own, and a map without tiles. */
export async function openClientStage(store: TestDatabase): Promise<ClientStage> {
  const folder = await mkdtemp(join(tmpdir(), 'lygte-client-'))
  const clientFolder = join(folder, 'client')
  await mkdir(join(clientFolder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), secret)
  for (const [name, content] of clientFiles()) await writeFile(join(clientFolder, name), content)
  const test = await buildTestApp({ store, clientFolder, map: emptyMap })
  const close = async () => {
    await test.close()
    await rm(folder, { recursive: true })
  }
  return { test, close }
}

const clientFiles = (): [name: string, content: string | Uint8Array][] => [
  ['index.html', '<!doctype html><title>walk</title>'],
  ['dashboard.html', '<!doctype html><title>desk</title>'],
  ['service-worker.js', '//'],
  ['assets/walk-Bz3x_9aQ.js', '//'],
  ['assets/long-Bz3x_9aQ.js', longCode],
  ['assets/long-Bz3x_9aQ.js.br', brotliCompressSync(longCode)],
  ['assets/long-Bz3x_9aQ.js.gz', gzipSync(longCode)],
  ...['da', 'en'].map((language): [string, string] => [
    `join.${language}.html`,
    `<!doctype html><title>join ${language}</title>`,
  ]),
]
