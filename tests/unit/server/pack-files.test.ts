import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packFolder } from '../../../server/launch/pack-files.ts'

let folder: string
const long = (word: string) => `export const ${word} = 1\n`.repeat(200)
const at = (name: string) => join(folder, name)
const exists = async (name: string) => (await stat(at(name)).catch(() => null)) !== null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lygte-pack-'))
  await mkdir(at('assets'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what is made of letters and fills more than a packet lies there packed as well', async () => {
  await writeFile(at('assets/long.js'), long('a'))
  await writeFile(at('assets/short.js'), 'export {}')
  await writeFile(at('picture.png'), Buffer.alloc(4_000))
  await packFolder(folder)
  expect(brotliDecompressSync(await readFile(at('assets/long.js.br'))).toString()).toBe(long('a'))
  expect(gunzipSync(await readFile(at('assets/long.js.gz'))).toString()).toBe(long('a'))
  for (const name of ['assets/short.js.br', 'picture.png.br', 'assets/long.js.br.br']) {
    expect(await exists(name)).toBe(false)
  }
})

test('a file that has changed under its name is packed anew, others are left', async () => {
  await writeFile(at('index.html'), long('before'))
  await writeFile(at('assets/old.js'), long('old'))
  await packFolder(folder)
  const kept = (await stat(at('assets/old.js.br'))).mtimeMs
  await writeFile(at('index.html'), long('after'))
  // As on a disk whose clock is coarse: the change must be seen from the file's own time.
  const later = new Date(Date.now() + 5_000)
  await utimes(at('index.html'), later, later)
  await packFolder(folder)
  expect(gunzipSync(await readFile(at('index.html.gz'))).toString()).toBe(long('after'))
  expect((await stat(at('assets/old.js.br'))).mtimeMs).toBe(kept)
})
