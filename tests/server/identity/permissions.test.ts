import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import { api, otherRoutes } from '../../../shared/contract/api-contract.ts'
import { problems, succeed, type ProblemDetails } from '../../../shared/problem.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'
import { callers, peopleOf, type Caller } from '../../support/oracles/callers.ts'
import type { Target } from '../../support/oracles/permission-rows/permission-row.ts'
import { permissionTable } from '../../support/oracles/permission-table.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { mailedSecret } from '../../support/requests/status-link.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, TestUploads } from '../../support/requests/upload-photo.ts'

const reach = { minZoom: 9, maxZoom: 15, bounds: [9.8, 57, 10.05, 57.1] } as const
const smallMap: MapSet = {
  files: ['aalborg.pmtiles'],
  parts: [reach],
  ...reach,
  attribution: 'nobody',
  version: 'test',
  tile: async () => ({ bytes: new Uint8Array([1]), isGzipped: false }),
  area: async () =>
    succeed({ minZoom: 9, maxZoom: 15, tiles: ['14/8643/4982'], bytes: 1, storedBytes: 1 }),
  close: async () => undefined,
}

let store: TestDatabase
let test: TestApp
let clientFolder: string
let origin: string
let target: Target
let people: ReturnType<typeof peopleOf>

beforeAll(async () => {
  store = await openTestDatabase()
  clientFolder = await mkdtemp(join(tmpdir(), 'lygte-client-'))
  await writeFile(join(clientFolder, 'index.html'), '<!doctype html>')
  test = await buildTestApp({ store, clientFolder, map: smallMap })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${String((test.app.server.address() as AddressInfo).port)}`
  const town = await seedMunicipality(store)
  people = peopleOf(town, await seedMunicipality(store, 'Ribe'))
  const photo = photoOf(await somePicture())
  const observationId = await pinAs(store, town.phones.anna, {
    category: 'haer.graffiti-had',
    photos: [announcementOf(photo)],
  })
  await new TestUploads(origin, town.phones.anna).sendAll(photo)
  await test.app.jobs.settled()
  const args = { observationId, base: { partyIds: [], dueOn: null }, partyIds: ['road'] }
  await applyAs(store, town.officials.carla, {
    name: 'observation.assign@1',
    args: { ...args, dueOn: '2026-12-01' },
    space: town.walk.id,
  })
  const wish = wishAsked(town.id)
  await test.app.inject({ method: 'POST', url: '/api/wishes', headers: sameOrigin, payload: wish })
  const statusSecret = await mailedSecret(test, town)
  target = { town, observationId, photo, wishSecret: wish.secret, statusSecret }
})
afterAll(async () => {
  await test.close()
  await rm(clientFolder, { recursive: true })
  await store.drop()
})

const somePicture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#345' } })
    .jpeg()
    .toBuffer()

/** Asks as one caller and reads no further than the head, because an event stream has no end. */
async function ask(key: string, caller: Caller): Promise<Response> {
  const person = caller === 'nobody' ? null : people[caller]
  const row = permissionTable[key]
  if (!row) throw new Error(`No row for ${key}`)
  const { url, headers, body, bytes } = row.request(target, person)
  const [method] = key.split(' ')
  const hangUp = new AbortController()
  const response = await fetch(origin + url, {
    method: method ?? 'GET',
    signal: hangUp.signal,
    headers: {
      ...sameOrigin,
      ...(person ? { cookie: person.cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const text = isStream ? '' : await response.text()
  hangUp.abort()
  return new Response(text === '' ? null : text, {
    status: response.status,
    headers: response.headers,
  })
}

const keysOfContract = [...Object.values(api), ...Object.values(otherRoutes)].map(
  ({ method, path }) => `${method} ${path}`,
)
/** Registered by plugins, beside the contract. */
const keysOfPlugins = ['GET /api/openapi.json', 'GET /*']

describe('the routes', () => {
  it('are those of the contract and two more, each with a row in the permission table', () => {
    const registered = test.app.routeTable.map(({ method, path }) => `${method} ${path}`)
    expect(registered.toSorted()).toEqual([...keysOfContract, ...keysOfPlugins].toSorted())
    expect(Object.keys(permissionTable).toSorted()).toEqual(registered.toSorted())
  })

  it('have the access that the contract says', () => {
    for (const { method, path, access } of [...Object.values(api), ...Object.values(otherRoutes)]) {
      expect(test.app.routeTable).toContainEqual({ method, path, access })
    }
  })
})

// Locking out, and then signing out, end sessions that the others need.
const last = [
  'DELETE /api/walks/:id/membership',
  'DELETE /api/phones/:id/sessions',
  'DELETE /api/sessions',
]
const keys = Object.keys(permissionTable).toSorted((a, b) => last.indexOf(a) - last.indexOf(b))

describe.each(keys)('the route %s', (key) => {
  it.each(callers)('responds to %s with the status of the permission table', async (caller) => {
    const response = await ask(key, caller)
    const text = await response.text()
    expect({ status: response.status, text: response.ok ? '' : text }).toEqual({
      status: permissionTable[key]?.status[caller],
      text: response.ok ? '' : (expect.anything() as string),
    })
    expect(response.headers.get('x-lygte')).toBe('1')
    // The answer to HEAD has no body.
    if (response.ok || key.startsWith('HEAD')) return
    // A person follows the link, who reads a page and no problem details.
    if (key === 'GET /status/:secret/report') {
      expect(response.headers.get('content-type')).toContain('text/html')
      return
    }
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const problem = JSON.parse(text) as ProblemDetails
    expect(problems[problem.type]).toBe(response.status)
    // A refusal does not reveal what is hidden either.
    expect(text).not.toContain(target.observationId)
  })
})
