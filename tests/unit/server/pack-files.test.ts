import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packFolder } from '../../../build/pack-files.ts'

let folder: string
const long = (word: string) => `export const ${word} = 1\n`.repeat(200)
const at = (name: string) => join(folder, name)
const exists = async (name: string) => (await stat(at(name)).catch(() => null)) !== null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lygte-pack-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a part of the app that fills more than a packet has compressed copies beside it', async () => {
  await writeFile(at('long-Bz3x_9aQ.js'), long('a'))
  await writeFile(at('short-Bz3x_9aQ.js'), 'export {}')
  await writeFile(at('picture-Bz3x_9aQ.png'), Buffer.alloc(4_000))
  await packFolder(folder)
  expect(brotliDecompressSync(await readFile(at('long-Bz3x_9aQ.js.br'))).toString()).toBe(long('a'))
  expect(gunzipSync(await readFile(at('long-Bz3x_9aQ.js.gz'))).toString()).toBe(long('a'))
  await packFolder(folder)
  for (const name of ['short-Bz3x_9aQ.js', 'picture-Bz3x_9aQ.png', 'long-Bz3x_9aQ.js.br']) {
    expect(await exists(`${name}.br`)).toBe(false)
  }
})

test('pages and the worker have no compressed copies, because original and copy would change one after the other', async () => {
  for (const name of ['index.html', 'service-worker.js']) await writeFile(at(name), long('a'))
  await packFolder(folder)
  for (const name of ['index.html', 'service-worker.js']) {
    expect(await exists(`${name}.br`)).toBe(false)
    expect(await exists(`${name}.gz`)).toBe(false)
  }
})

test('a file that has changed under its name is compressed again, and others are not', async () => {
  await writeFile(at('some-Bz3x_9aQ.js'), long('before'))
  await writeFile(at('old-Bz3x_9aQ.js'), long('old'))
  await packFolder(folder)
  const kept = (await stat(at('old-Bz3x_9aQ.js.br'))).mtimeMs
  await writeFile(at('some-Bz3x_9aQ.js'), long('after'))
  // As on a disk whose clock is coarse: the change must be seen from the file's own time.
  // The disk's time, which is not the process's when the tests run by another clock.
  const later = new Date((await stat(at('some-Bz3x_9aQ.js'))).mtimeMs + 5_000)
  await utimes(at('some-Bz3x_9aQ.js'), later, later)
  await packFolder(folder)
  expect(gunzipSync(await readFile(at('some-Bz3x_9aQ.js.gz'))).toString()).toBe(long('after'))
  expect((await stat(at('old-Bz3x_9aQ.js.br'))).mtimeMs).toBe(kept)
})
