import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { precacheProblems, reachableFiles, walkPrecache } from '../../../build/precache.ts'

const manifest = {
  'index.html': {
    file: 'walk.js',
    isEntry: true,
    imports: ['_vue.js'],
    dynamicImports: ['map.ts'],
  },
  'dashboard.html': { file: 'desk.js', isEntry: true, imports: ['_vue.js'] },
  '_vue.js': { file: 'vue.js' },
  'map.ts': {
    file: 'map.js',
    css: ['map.css'],
    assets: ['sprite.svg'],
    dynamicImports: ['deep.ts'],
  },
  'deep.ts': { file: 'deep.js', imports: ['index.html'] },
}
const walkFiles = ['index.html', 'walk.js', 'vue.js', 'map.js', 'map.css', 'sprite.svg', 'deep.js']

describe('I10: the build of the precache', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lygte-precache-'))
    await mkdir(join(root, 'out', '.vite'), { recursive: true })
    await writeFile(join(root, 'out', '.vite', 'manifest.json'), JSON.stringify(manifest))
    await mkdir(join(root, 'public', 'icons'), { recursive: true })
    await writeFile(join(root, 'public', 'icons', 'icon.svg'), '')
  })
  afterEach(() => rm(root, { recursive: true }))

  const found = (names: readonly string[], size = 1_000) => names.map((url) => ({ url, size }))
  const keep = (files: { url: string; size: number }[]) =>
    walkPrecache({ folder: join(root, 'out'), publicFolder: join(root, 'public') })(files)

  it('keeps exactly the walk app and the public files, and nothing of the desk', async () => {
    const { manifest: kept } = await keep(
      found([...walkFiles, 'icons/icon.svg', 'desk.js', 'dashboard.html', 'join.da.html']),
    )
    expect(kept.map((file) => file.url)).toEqual([...walkFiles, 'icons/icon.svg'])
  })

  it('fails when Workbox has left out a file of the walk app', async () => {
    await expect(keep(found([...walkFiles.slice(0, -1), 'icons/icon.svg']))).rejects.toThrow(
      'deep.js belongs to the walk app and is not in the precache',
    )
  })

  it('fails when a file is too large', async () => {
    await expect(keep(found([...walkFiles, 'icons/icon.svg'], 600_000))).rejects.toThrow(
      'walk.js has 600000 bytes',
    )
  })

  it('says when a file, or all together, are too large', () => {
    const kept = [...found(['a.js'], 90_000), ...found(['b.js'], 60_000)]
    const names = ['a.js', 'b.js']
    expect(precacheProblems(names, kept)).toEqual([])
    expect(precacheProblems(names, kept, { fileBytes: 70_000, totalBytes: 1e6 })).toEqual([
      'a.js has 90000 bytes, limit 70000',
    ])
    expect(precacheProblems(names, kept, { fileBytes: 1e6, totalBytes: 140_000 })).toEqual([
      'The precache has 150000 bytes, limit 140000',
    ])
  })
})

describe('files a page can reach', () => {
  it('are all static and lazy chunks with their styles and pictures, and not the other page', () => {
    expect([...reachableFiles(manifest, 'index.html')].toSorted()).toEqual(walkFiles.toSorted())
  })

  it('cannot be found for a page that is not in the build', () => {
    expect(() => reachableFiles(manifest, 'other.html')).toThrow('No entry chunk')
  })
})
