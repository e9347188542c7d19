import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import { succeed } from '../../../shared/problem.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import type { Target } from '../../support/oracles/permission-rows/permission-row.ts'
import { permissionTable } from '../../support/oracles/permission-table.ts'
import { newSecret } from '../../support/requests/ask-for-walk.ts'
import { mailedSecret } from '../../support/requests/status-link.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, TestUploads } from '../../support/requests/upload-photo.ts'

const smallMap: MapSet = {
  files: [],
  parts: [],
  minZoom: 9,
  maxZoom: 15,
  bounds: [9.8, 57, 10.05, 57.1],
  attribution: 'nobody',
  version: 'test',
  tile: async () => ({ bytes: new Uint8Array([1]), isGzipped: false }),
  area: async () =>
    succeed({ tiles: ['14/8643/4982'], bytes: 1, storedBytes: 1, minZoom: 9, maxZoom: 15 }),
  close: async () => undefined,
}

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let clientFolder: string
let origin: string
let target: Target

beforeAll(async () => {
  store = await openTestDatabase()
  clientFolder = await mkdtemp(join(tmpdir(), 'lygte-client-'))
  for (const name of ['index.html', 'dashboard.html', 'join.da.html', 'service-worker.js']) {
    await writeFile(join(clientFolder, name), `${name} ${'x'.repeat(3_000)}`)
  }
  test = await buildTestApp({ store, clientFolder, map: smallMap })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${String((test.app.server.address() as AddressInfo).port)}`
  town = await seedMunicipality(store)
  const picture = await sharp({
    create: { width: 40, height: 30, channels: 3, background: '#345' },
  })
    .jpeg()
    .toBuffer()
  const photo = photoOf(picture)
  const observationId = await pinAs(store, town.phones.anna, { photos: [announcementOf(photo)] })
  await new TestUploads(origin, town.phones.anna).sendAll(photo)
  await test.app.jobs.settled()
  const statusSecret = await mailedSecret(test, town)
  target = { town, observationId, photo, wishSecret: newSecret(), statusSecret }
})
afterAll(async () => {
  await test.close()
  await rm(clientFolder, { recursive: true })
  await store.drop()
})

/** Of the moment or the connection, not of what is answered. */
const passing = ['date', 'keep-alive', 'connection', 'transfer-encoding', 'content-length']
const headersOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => !passing.includes(name)))

/** The head of an answer; an event stream has no end, so its body is not waited for. */
async function ask(method: string, url: string, headers: Record<string, string> = {}) {
  const hangUp = new AbortController()
  const response = await fetch(origin + url, {
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    signal: hangUp.signal,
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const body = isStream && method === 'GET' ? '' : await response.text()
  hangUp.abort()
  return { status: response.status, headers: headersOf(response), body }
}

const rows = Object.entries(permissionTable).filter(([key]) => key.startsWith('GET '))
const officialPaths = /observations|missing|current/

describe('a HEAD request', () => {
  it.each(rows)('to %s gets the answer of GET without a body', async (key, row) => {
    const person = officialPaths.test(key) ? town.officials.carla : town.phones.anna
    const { url, headers } = row.request(target, person)
    for (const cookie of [{ cookie: person.cookie }, {}]) {
      const asked = { ...headers, ...cookie }
      const [get, head] = [await ask('GET', url, asked), await ask('HEAD', url, asked)]
      expect({ ...head, body: '' }).toEqual({ ...get, body: '' })
      expect(head.body).toBe('')
    }
  })

  it.each([
    ['/', 200],
    ['/v/NYVA26', 200],
    ['/v/NYVA26%', 200],
    ['/mine', 200],
    ['/desk', 200],
    ['/service-worker.js', 200],
    ['/missing.js', 404],
    ['/api/nothing', 404],
    ['/tiles/9/1/1.mvt', 200],
  ])('to %s gets status %i and the headers of GET', async (url, status) => {
    const [get, head] = [await ask('GET', url), await ask('HEAD', url)]
    expect(head).toEqual({ status, headers: get.headers, body: '' })
  })

  it('confirms that a cached copy is still valid', async () => {
    const copy = { 'if-none-match': '"test"' }
    expect((await ask('HEAD', '/tiles/9/1/1.mvt', copy)).status).toBe(304)
  })

  it('to the event stream ends at once and opens no stream', async () => {
    const { cookie } = town.phones.anna
    for (let time = 0; time < 25; time += 1) {
      const { status, headers } = await ask('HEAD', '/api/events', { cookie })
      expect([status, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    }
  })

  it('is listed among the methods of an address, and in the contract only where it has a meaning of its own', async () => {
    const refused = await fetch(`${origin}/api/health`, {
      method: 'PUT',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(refused.headers.get('allow')).toBe('GET, HEAD')
    const contract = (await (await fetch(`${origin}/api/openapi.json`)).json()) as {
      paths: Record<string, object>
    }
    const withHead = Object.entries(contract.paths).filter(([, methods]) => 'head' in methods)
    expect(withHead.map(([path]) => path)).toEqual(['/api/photos/{id}'])
  })
})
