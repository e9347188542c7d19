import { describe, expect, it } from 'vitest'
import { troubleOf } from '../../../client/features/offline-ready/download-trouble.ts'
import {
  isMapToFetch,
  isReady,
  mapReach,
  readinessOf,
  toldReadiness,
  type ReadyFacts,
} from '../../../client/features/offline-ready/readiness.ts'
import type { ReadyLineName } from '../../../shared/walk/offline-readiness.ts'
import { PhoneFullError } from '../../../client/local/database/storage-errors.ts'
import type { AreaSize, AreaState } from '../../../client/sync/offline-map/area-state.ts'
import { CaptivePortalError, NetworkError } from '../../../client/sync/http/network-errors.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'

type KeptMap = Extract<AreaState, { kind: 'ready' }>
function keptMap(change: Partial<KeptMap>): KeptMap {
  const all = { kind: 'ready', tiles: 40, savedBytes: 90_000, version: 'v1' } as const
  return { ...all, coverage: 1, isOutgrown: false, ...change }
}
const everything: ReadyFacts = {
  shell: { kind: 'kept' },
  hasWalk: true,
  areRowsMissing: false,
  map: keptMap({}),
  size: { version: 'v1', tiles: 40, bytes: 90_000, savedTiles: 40, coverage: 1 },
  selfTest: 'ok',
  estimate: { usedBytes: 1e6, quotaBytes: 1e9, share: 0.001 },
  position: 'granted',
  isPersisted: true,
  wasPersistAsked: true,
}

const offered = (change: Partial<AreaSize>): AreaSize => ({
  ...(everything.size as AreaSize),
  ...change,
})

const lineOf = (name: ReadyLineName, change: Partial<ReadyFacts>) =>
  readinessOf({ ...everything, ...change }).find((line) => line.name === name)
const readyWith = (change: Partial<ReadyFacts>) =>
  isReady(readinessOf({ ...everything, ...change }))

/** Each of these alone must keep a phone from being called ready. */
const lacks: [ReadyLineName, Partial<ReadyFacts>][] = [
  ['app', { shell: { kind: 'none' } }],
  ['app', { shell: { kind: 'incomplete', missing: 1 } }],
  ['app', { shell: { kind: 'impossible' } }],
  ['walk', { hasWalk: false }],
  ['walk', { areRowsMissing: true }],
  ['map', { map: keptMap({ isOutgrown: true }) }],
  ['map', { map: keptMap({ coverage: 0.5 }), size: offered({ version: 'v2', coverage: 0.9 }) }],
  ['map', { map: { kind: 'none' }, size: offered({ coverage: 0.5 }) }],
  ['map', { map: { kind: 'none' } }],
  ['map', { map: { kind: 'partial', savedTiles: 39, tiles: 40, savedBytes: 80_000 } }],
  ['map', { map: { kind: 'none' }, size: 'unknown' }],
  ['room', { selfTest: 'volatile' }],
  ['room', { selfTest: 'full' }],
  ['room', { selfTest: 'stuck' }],
  ['room', { estimate: { usedBytes: 96, quotaBytes: 100, share: 0.96 } }],
  ['position', { position: 'not-asked' }],
  ['persist', { isPersisted: false, wasPersistAsked: false }],
]

describe('N1: ready for offline', () => {
  it('is shown when everything was found on the phone', () => {
    expect(readyWith({})).toBe(true)
  })

  it.each(lacks)('is not shown while %s lacks %j', (name, change) => {
    expect(lineOf(name, change)?.mark).toBe('todo')
    expect(readyWith(change)).toBe(false)
  })

  it('is not shown before anything was checked', () => {
    expect(isReady([])).toBe(false)
  })

  it('N2: does not depend on the server, once the map is on the phone', () => {
    expect(readyWith({ size: 'unknown' })).toBe(true)
    expect(readyWith({ size: 'none' })).toBe(true)
  })

  it('N5: names a place where no map may be kept, and that this is no fault of the person', () => {
    const change = { map: { kind: 'none' }, size: 'none' } as const
    expect(lineOf('map', change)).toMatchObject({ mark: 'note', words: 'notOffered' })
    expect(readyWith(change)).toBe(true)
  })

  it('is never shown for a map that does not cover the walk, kept or offered, and nothing of it is fetched', () => {
    const of = (change: Partial<ReadyFacts>) => {
      const facts = { ...everything, ...change }
      const lines = readinessOf(facts)
      const words = lines.find(({ name }) => name === 'map')?.words
      return { words, reach: mapReach(lines), isToFetch: isMapToFetch(facts) }
    }
    const none = { words: 'notCovered', reach: 'none', isToFetch: false }
    const nothing = offered({ tiles: 0, bytes: 0, coverage: 0 })
    expect(of({ map: { kind: 'none' }, size: nothing })).toEqual(none)
    // Coarse tiles reach far beyond the town a map was made for.
    expect(of({ map: { kind: 'none' }, size: offered({ tiles: 3, coverage: 0 }) })).toEqual(none)
    // Phones of before have such a map as a whole one.
    expect(of({ map: keptMap({ tiles: 0, savedBytes: 0, coverage: 0 }), size: nothing })).toEqual(
      none,
    )
    expect(of({ map: keptMap({ coverage: 0.6 }), size: offered({ coverage: 0.6 }) })).toEqual({
      words: 'partlyCovered',
      reach: 'part',
      isToFetch: false,
    })
    expect(of({})).toEqual({ words: 'there', reach: 'whole', isToFetch: false })
  })

  it('offers a new map when the walk has outgrown it or another file on the server covers more, and not before', () => {
    const isToFetch = (change: Partial<ReadyFacts>) => isMapToFetch({ ...everything, ...change })
    expect(isToFetch({ map: keptMap({ isOutgrown: true }) })).toBe(true)
    const half = keptMap({ coverage: 0.5 })
    expect(isToFetch({ map: half, size: offered({ version: 'v2', coverage: 0.9 }) })).toBe(true)
    expect(isToFetch({ map: half, size: offered({ version: 'v2', coverage: 0.5 }) })).toBe(false)
    expect(isToFetch({ size: offered({ version: 'v2' }) })).toBe(false)
    expect(isToFetch({ map: half, size: 'unknown' })).toBe(false)
  })

  it('N4: tells a person who denied position how to go on, and keeps nobody from walking', () => {
    expect(lineOf('position', { position: 'denied' })?.mark).toBe('note')
    expect(readyWith({ position: 'denied' })).toBe(true)
    expect(readyWith({ position: 'unavailable' })).toBe(true)
  })

  it('K3: explains what a refused promise of storage means', () => {
    const change = { isPersisted: false, wasPersistAsked: true }
    expect(lineOf('persist', change)).toMatchObject({ mark: 'note', words: 'refused' })
  })

  it('has words for every line and, where something is missing, for what to do', () => {
    for (const words of [offlineDa, offlineEn] as Record<string, unknown>[]) {
      for (const [, change] of [...lacks, ...notes]) {
        for (const line of readinessOf({ ...everything, ...change })) {
          const group = words[line.name] as Record<string, string>
          expect(group[line.words]).toBeTruthy()
          if (line.mark !== 'ok') expect(group[`${line.words}Do`]).toBeTruthy()
        }
      }
    }
  })
})

const notes: [string, Partial<ReadyFacts>][] = [
  ['map', { map: { kind: 'none' }, size: 'none' }],
  ['map', { map: keptMap({ coverage: 0.5 }) }],
  ['map', { map: keptMap({ coverage: 0 }) }],
  ['map', { map: { kind: 'none' }, size: offered({ tiles: 0, bytes: 0, coverage: 0 }) }],
  ['map', { map: { kind: 'none' }, size: 'too-large' }],
  ['room', { estimate: { usedBytes: 90, quotaBytes: 100, share: 0.9 } }],
  ['position', { position: 'denied' }],
  ['position', { position: 'unavailable' }],
  ['persist', { isPersisted: undefined }],
  ['persist', { isPersisted: false }],
]

describe('a failed download', () => {
  it('names its reason, and a cancelled one is no failure', () => {
    expect(troubleOf(new NetworkError('gone'))).toBe('offline')
    expect(troubleOf(new CaptivePortalError('login'))).toBe('captive-portal')
    expect(troubleOf(new PhoneFullError('full'))).toBe('full')
    expect(troubleOf(new DOMException('stop', 'AbortError'))).toBeUndefined()
    expect(troubleOf(new Error('a bug'))).toBe('failed')
  })
})

describe('what a leader is told of a phone', () => {
  const toldWith = (change: Partial<ReadyFacts>) =>
    toldReadiness(readinessOf({ ...everything, ...change }))

  it('is nothing missing exactly when the list of the phone itself calls it ready', () => {
    expect(toldWith({})).toEqual({ missing: [], without: [] })
    for (const [name, change] of lacks) expect(toldWith(change).missing).toEqual([name])
  })

  it('is what it will do without, of map and position alone', () => {
    expect(toldWith({ position: 'denied', isPersisted: undefined })).toEqual({
      missing: [],
      without: ['position'],
    })
    const without = toldWith({ map: { kind: 'none' }, size: 'none' })
    expect(without).toEqual({ missing: [], without: ['map'] })
  })
})
