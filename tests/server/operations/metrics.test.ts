import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AddressInfo } from 'node:net'
import { ConfigError, readConfig } from '../../../server/config.ts'
import { openMetricsPage, type MetricsPage } from '../../../server/start/metrics-page.ts'
import { openDatabase } from '../../../server/store/database/database.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { listenEvents } from '../../support/requests/listen-events.ts'
import {
  makeAnnouncement,
  makeCreate,
  makeEnvelope,
  someUuid,
} from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
})
beforeEach(async () => {
  test = await buildTestApp({ store })
})
afterEach(() => test.close())
afterAll(() => store.drop())

/** Lines of the page by name and labels. */
async function numbers({ app }: TestApp = test): Promise<Map<string, number>> {
  const lines = (await app.metrics.page()).split('\n').filter((line) => /^\w/.test(line))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  )
}

const push = (mutations: unknown[], { cookie, clientId, walkId } = town.phones.anna) =>
  test.app.inject({
    method: 'POST',
    url: '/api/sync/push',
    headers: { ...sameOrigin, cookie },
    payload: { protocol: 1, epoch: null, clientId, space: walkId, mutations },
  })

const create = (changes: Parameters<typeof makeCreate>[0] = {}) =>
  makeEnvelope({ name: 'observation.create@1', args: makeCreate(changes) })

describe('the metrics', () => {
  it('count mutations by status and refusals by code, of mutations and of whole requests', async () => {
    const outside = create({ position: { longitude: 0, latitude: 0, source: 'gps' } })
    await push([create(), create(), outside])
    await push([create()], { ...town.phones.anna, walkId: someUuid() })
    const found = await numbers()
    expect(found.get('lygte_mutations_total{status="applied"}')).toBe(2)
    expect(found.get('lygte_mutations_total{status="refused"}')).toBe(1)
    expect(found.get('lygte_mutations_refused_total{code="outside-area"}')).toBe(1)
    expect(found.get('lygte_requests_refused_total{code="forbidden"}')).toBe(1)
  })

  it('count what waits in the store: parked mutations, photos by what they wait for', async () => {
    await pinAs(store, town.phones.anna, { photos: [makeAnnouncement(), makeAnnouncement()] })
    await store.db
      .insertInto('parked_mutations')
      .values({
        municipality_id: town.id,
        mutation_id: someUuid(),
        space_id: town.walk.id,
        author_id: town.phones.anna.clientId,
        envelope: '{}',
        reason: 'error: x',
      })
      .execute()
    const found = await numbers()
    expect(found.get('lygte_store_up')).toBe(1)
    expect(found.get('lygte_parked_mutations')).toBe(1)
    expect(found.get('lygte_photos_waiting{for="bytes"}')).toBe(2)
    expect(found.get('lygte_photos_waiting{for="cleaning"}')).toBe(0)
  })

  it('report that the store is away instead of that nothing waits', async () => {
    const nowhere = openDatabase({ host: '127.0.0.1', port: 1, user: 'nobody' })
    const away = await buildTestApp({ store: nowhere })
    const found = await numbers(away)
    expect(found.get('lygte_store_up')).toBe(0)
    expect(found.get('lygte_parked_mutations')).toBeNaN()
    await away.close()
    await nowhere.close()
  })

  it('show open event streams, how old their knowledge of the feeds is, and connections', async () => {
    expect((await numbers()).get('lygte_feed_lag_seconds')).toBe(0)
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.address() as AddressInfo
    const origin = `http://127.0.0.1:${String(port)}`
    const stream = await listenEvents({ origin, cookie: town.phones.anna.cookie })
    await stream.until('listening')
    const found = await numbers()
    expect(found.get('lygte_event_streams')).toBe(1)
    expect(found.get('lygte_feed_lag_seconds')).toBeGreaterThan(0)
    expect(found.get('lygte_database_connections{state="idle"}')).toBeGreaterThan(0)
    expect(found.get('lygte_database_waiting_requests')).toBe(0)
    stream.close()
    while ((await numbers()).get('lygte_event_streams') !== 0) await new Promise(setImmediate)
  })

  it('label requests by the pattern of their route, never by their address', async () => {
    await test.app.inject({ url: '/api/walks/by-code/HEMMELIG7' })
    await test.app.inject({ url: '/v/HEMMELIG7' })
    await test.app.inject({
      url: `/api/observations?q=Hemmelig7`,
      headers: { cookie: town.officials.carla.cookie },
    })
    await test.app.inject({ url: '/wp-admin/hemmelig7.php' })
    const page = await test.app.metrics.page()
    expect(page.toLowerCase()).not.toContain('hemmelig7')
    const found = await numbers()
    const count = (labels: string) =>
      found.get(`lygte_http_request_duration_seconds_count{${labels}}`)
    expect(count('method="GET",route="/api/walks/by-code/:code",status="4xx"')).toBe(1)
    expect(count('method="GET",route="/api/observations",status="2xx"')).toBe(1)
    expect(count('method="any",route="none",status="4xx"')).toBe(2)
  })
})

describe('the metrics page', () => {
  let page: MetricsPage | undefined
  afterEach(() => page?.close())

  async function ask(
    token: string | null,
    path: string,
    init: RequestInit = {},
  ): Promise<Response> {
    await page?.close()
    page = await openMetricsPage(test.app.metrics, { port: 0, host: '127.0.0.1', token })
    return fetch(`http://127.0.0.1:${String(page.port)}${path}`, init)
  }

  it('is no route of the app, whose routes the public reaches', async () => {
    for (const url of ['/metrics', '/api/metrics'])
      expect((await test.app.inject({ url })).statusCode).toBe(404)
    expect(test.app.routeTable.filter(({ path }) => path.includes('metrics'))).toEqual([])
  })

  it('serves only GET /metrics on its own port', async () => {
    const response = await ask(null, '/metrics')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(await response.text()).toContain('# TYPE lygte_mutations_total counter')
    expect((await ask(null, '/api/health')).status).toBe(404)
    expect((await ask(null, '/metrics', { method: 'POST', body: 'x' })).status).toBe(405)
  })

  it('requires the token when there is one', async () => {
    const as = (authorization: string) => ask('token', '/metrics', { headers: { authorization } })
    expect((await ask('token', '/metrics')).status).toBe(401)
    expect((await as('Bearer other')).status).toBe(401)
    expect((await as('Bearer token')).status).toBe(200)
  })
})

describe('METRICS_PORT', () => {
  it('is closed by default, and open to this machine only when set', () => {
    expect(readConfig({}).metrics).toBeNull()
    expect(readConfig({ METRICS_TOKEN: 'x' }).metrics).toBeNull()
    const { metrics } = readConfig({ METRICS_PORT: '9464' })
    expect(metrics).toEqual({ port: 9464, host: '127.0.0.1', token: null })
  })

  it('opens to other machines with a token only', () => {
    const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }
    expect(() => readConfig(open)).toThrow(ConfigError)
    expect(readConfig({ ...open, METRICS_TOKEN: 'x' }).metrics?.token).toBe('x')
    expect(() => readConfig({ METRICS_PORT: '9464', METRICS_HOST: '127.example.dk' })).toThrow(
      ConfigError,
    )
  })
})
