import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { PhoneClock } from '../../../client/local/phone/phone-environment.ts'
import type { NetworkEnvironment } from '../../../client/sync/services/sync-environment.ts'

/** Time that stands still until a test moves it; delays end at once, in their order. */
export function virtualClock(): PhoneClock & { waited: number[]; advance: (ms: number) => void } {
  let now = 1_795_000_000_000
  const pending = new Map<() => void, number>()
  const waited: number[] = []
  return {
    waited,
    now: () => now,
    monotonic: () => now,
    after(delayMs, run) {
      const entry = () => {
        run()
      }
      pending.set(entry, now + delayMs)
      waited.push(delayMs)
      return () => pending.delete(entry)
    },
    advance(ms) {
      now += ms
      for (const [entry, at] of [...pending].sort((a, b) => a[1] - b[1])) {
        if (at > now) continue
        pending.delete(entry)
        entry()
      }
    },
  }
}

/** A clock on which every pause is over in the next turn; time-outs (20 s and up) never come. */
export function hastyClock(): PhoneClock {
  return {
    now: () => 1_795_000_000_000,
    monotonic: () => 0,
    after(delayMs, run) {
      if (delayMs >= 20_000 || delayMs === 3_000) return () => undefined
      const timer = setTimeout(run, 0)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}

export const freshDatabases = () => new IDBFactory()

export interface FakeMapServer {
  network: NetworkEnvironment
  version: string
  tiles: Map<string, Uint8Array<ArrayBuffer>>
  /** What all tiles weigh on the way, where that is less than unpacked. */
  packedBytes?: number
  /** Requested addresses, in order. */
  asked: string[]
  /** What happens to a request before it reaches the server; throws, or answers in its place. */
  fault: ((address: string) => Response | undefined) | null
}

const marker = { 'x-lygte': '1' }

/** The map routes of the server, with a switch for what networks do to them. */
export function fakeMapServer(names: readonly string[], version = 'v1'): FakeMapServer {
  const server: FakeMapServer = {
    version,
    tiles: new Map(names.map((name, index) => [name, tileBytes(index)])),
    asked: [],
    fault: null,
    network: { fetch: fetchFake, clock: hastyClock(), random: () => 0.5 },
  }

  async function fetchFake(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const address = String(input instanceof Request ? input.url : input)
    server.asked.push(address)
    init?.signal?.throwIfAborted()
    const faulty = server.fault?.(address)
    if (faulty) return faulty
    return answer(server, new URL(address, 'https://lygte.test'))
  }
  return server
}

function answer(server: FakeMapServer, url: URL): Response {
  const name = /^\/tiles\/(.+)\.mvt$/.exec(url.pathname)?.[1]
  if (name !== undefined) return tileAnswer(server, name)
  if (url.pathname === '/api/map/area') {
    const tiles = [...server.tiles.keys()]
    const bytes = [...server.tiles.values()].reduce((sum, tile) => sum + tile.length, 0)
    const sizes = { bytes: server.packedBytes ?? bytes, storedBytes: bytes }
    return json({ version: server.version, minZoom: 10, maxZoom: 15, tiles, ...sizes })
  }
  if (url.pathname === '/api/installation') {
    const map = {
      minZoom: 10,
      maxZoom: 15,
      bounds: [9, 57, 10, 58],
      attribution: '© OpenStreetMap contributors',
      version: server.version,
    }
    return json({ map, rasterUrl: null, rasterAttribution: '' })
  }
  return json({ type: 'not-found' }, 404)
}

function tileAnswer(server: FakeMapServer, name: string): Response {
  const headers = { ...marker, etag: `"${server.version}"` }
  const bytes = server.tiles.get(name)
  if (!bytes) return new Response(null, { status: 204, headers })
  return new Response(bytes, {
    headers: { ...headers, 'content-type': 'application/vnd.mapbox-vector-tile' },
  })
}

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      ...marker,
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    },
  })

/** Bytes that tell tiles apart; 40 to 90 of them. */
export const tileBytes = (index: number) =>
  Uint8Array.from({ length: 40 + (index % 50) }, (_, at) => (index * 31 + at) % 251)
