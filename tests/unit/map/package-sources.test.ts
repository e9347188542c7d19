import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageSources } from '../../../build/package-sources.ts'
import { repositoryRoot } from '../../support/repository.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

/** Names that a module exports, read from its text: Leaflet's own sources need a window. */
const exportedNames = (code: string): Set<string> =>
  new Set([
    ...[...code.matchAll(/export (?:function|var|const|let|class) (\w+)/g)].map(
      ([, name]) => name ?? '',
    ),
    ...[...code.matchAll(/export ?\{([^}]*)\}/g)].flatMap(([, names = '']) =>
      names.split(',').map(
        (one) =>
          one
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? '',
      ),
    ),
  ])

/** What a module asks of others: path and names. */
const asked = (code: string) =>
  [...code.matchAll(/(?:import|export) \{([^}]*)\} from '([^']+)'/g)].map(
    ([, names = '', path = '']) => ({
      path,
      names: names.split(',').map((one) => one.trim().split(/\s+as\s+/)[0] ?? ''),
    }),
  )

describe('the sources that stand in for the published entry points of the map packages', () => {
  it('lie where the build looks for them', () => {
    for (const { replacement } of packageSources) {
      expect([replacement, existsSync(replacement)]).toEqual([replacement, true])
    }
  })

  it('have every part of Leaflet that is taken from them', () => {
    const parts = asked(read('client/map/leaflet-parts.js'))
    expect(parts.length).toBeGreaterThan(15)
    for (const { path, names } of parts) {
      const exported = exportedNames(read(join('node_modules', path)))
      for (const name of names) expect([path, name, exported.has(name)]).toEqual([path, name, true])
    }
  })

  it('have every part of protomaps-leaflet that its published entry point has', async () => {
    const sources = new Set(Object.keys(await import('protomaps-leaflet')))
    const published = [...exportedNames(read('node_modules/protomaps-leaflet/dist/esm/index.js'))]
    expect(published.length).toBeGreaterThan(20)
    expect(published.filter((name) => !sources.has(name))).toEqual([])
  })
})
