import { describe, expect, it } from 'vitest'
import { precachedNames, precacheProblems } from '../../../build/precache-rules.ts'
import { reachableFiles } from '../../../build/walk-precache.ts'

const walkFiles = [
  { fileName: 'index.html', bytes: 900 },
  { fileName: 'assets/walk-main-1.js', bytes: 90_000 },
  { fileName: 'assets/vector-layer-2.js', bytes: 60_000 },
]
const all = walkFiles.map((file) => file.fileName)

describe('I10: the build of the precache', () => {
  it('has nothing to say when it is exactly the walk app', () => {
    expect(precacheProblems(walkFiles, all)).toEqual([])
  })

  it('fails when a chunk of the walk app is missing', () => {
    expect(precacheProblems(walkFiles, all.slice(0, 2))).toEqual([
      'assets/vector-layer-2.js belongs to the walk app and is not in the precache',
    ])
  })

  it('fails when phones would store something of the desk', () => {
    expect(precacheProblems(walkFiles, [...all, 'assets/dashboard-main-3.js'])).toHaveLength(1)
  })

  it('fails when a file, or all together, are too large', () => {
    expect(precacheProblems(walkFiles, all, { fileBytes: 70_000, totalBytes: 1e6 })).toEqual([
      'assets/walk-main-1.js has 90000 bytes, limit 70000',
    ])
    expect(precacheProblems(walkFiles, all, { fileBytes: 1e6, totalBytes: 150_000 })).toEqual([
      'The precache has 150900 bytes, limit 150000',
    ])
  })

  it('reads the list that Workbox wrote, minified or not', () => {
    const code =
      'const a=[{"revision":null,"url":"assets/a-1.js"},{revision:"x",url:"index.html"}];e.url="no"'
    expect(precachedNames(code)).toEqual(['assets/a-1.js', 'index.html'])
  })
})

describe('files a page can reach', () => {
  const chunk = (fileName: string, change: object = {}) => ({
    type: 'chunk',
    fileName,
    isEntry: false,
    facadeModuleId: null,
    imports: [],
    dynamicImports: [],
    viteMetadata: { importedCss: new Set(), importedAssets: new Set() },
    ...change,
  })
  const bundle = {
    'walk.js': chunk('walk.js', {
      isEntry: true,
      facadeModuleId: '/repo/client/index.html',
      imports: ['vue.js'],
      dynamicImports: ['map.js'],
    }),
    'desk.js': chunk('desk.js', {
      isEntry: true,
      facadeModuleId: '/repo/client/dashboard.html',
      imports: ['vue.js'],
    }),
    'vue.js': chunk('vue.js'),
    'map.js': chunk('map.js', {
      dynamicImports: ['deep.js'],
      viteMetadata: {
        importedCss: new Set(['map.css']),
        importedAssets: new Set(['sprite.svg']),
      },
    }),
    'deep.js': chunk('deep.js', { imports: ['walk.js'] }),
  } as unknown as Parameters<typeof reachableFiles>[0]

  it('are all static and lazy chunks with their styles and pictures, and not the other page', () => {
    expect([...reachableFiles(bundle, 'index.html')].toSorted()).toEqual(
      ['deep.js', 'map.css', 'map.js', 'sprite.svg', 'vue.js', 'walk.js'].toSorted(),
    )
  })

  it('cannot be found for a page that is not in the build', () => {
    expect(() => reachableFiles(bundle, 'other.html')).toThrow('No entry chunk')
  })
})
