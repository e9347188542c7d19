import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../../../server/config.ts'
import { requestLimits, type RequestLimits } from '../../../server/http/limits/request-limits.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'

let store: TestDatabase
let town: TestMunicipality
let clientFolder: string
const opened: TestApp[] = []

/** An app with the limits that it has in production, but no waiting. */
async function openApp(
  config: Partial<Config> = {},
  rates: Partial<RequestLimits> = {},
): Promise<TestApp['app']> {
  const limits = { ...requestLimits, wrongAnswerDelayMs: 0, maxEventLoopDelayMs: 0, ...rates }
  const test = await buildTestApp({
    store,
    config,
    clientFolder,
    requestLimits: limits,
    now: () => now,
  })
  opened.push(test)
  return test.app
}
let app: TestApp['app']
let now: number

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
  clientFolder = await mkdtemp(join(tmpdir(), 'lygte-client-'))
  await mkdir(join(clientFolder, 'assets'))
  await writeFile(join(clientFolder, 'index.html'), '<!doctype html><title>walk</title>')
  await writeFile(join(clientFolder, 'dashboard.html'), '<!doctype html><title>desk</title>')
  await writeFile(join(clientFolder, 'service-worker.js'), '//')
  await writeFile(join(clientFolder, 'assets', 'walk-Bz3x_9aQ.js'), '//')
})
beforeEach(async () => {
  now = Date.now()
  app = await openApp()
})
afterAll(async () => {
  for (const test of opened) await test.close()
  await rm(clientFolder, { recursive: true })
  await store.drop()
})

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers })

describe('every response', () => {
  it.each(['/', '/desk', '/api/health', '/api/nothing-here', '/api/sessions/current'])(
    'of %s has the strict policy and the marker',
    async (url) => {
      const { headers } = await get(url)
      const policy = String(headers['content-security-policy'])
      const directives = Object.fromEntries(
        policy.split(';').map((part) => {
          const [name = '', ...sources] = part.trim().split(' ')
          return [name, sources]
        }),
      )
      expect(policy).not.toMatch(/unsafe|\*(?!\.)|https?:(?!\/\/)/)
      expect(directives).toMatchObject({
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'img-src': ["'self'", 'blob:', 'data:', 'https://tile.openstreetmap.org'],
      })
      expect(headers).toMatchObject({
        'x-lygte': '1',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
      expect(headers).not.toHaveProperty('x-powered-by')
    },
  )

  it('behind https requires https and marks cookies Secure', async () => {
    const secure = await openApp({ publicOrigin: 'https://lygte.example.dk' })
    const response = await secure.inject({
      method: 'POST',
      url: '/api/walks/join',
      headers: sameOrigin,
      payload: { code: town.codes.walker, clientId: someUuid() },
    })
    expect(response.cookies).toMatchObject([{ secure: true, httpOnly: true }])
    expect(response.headers['strict-transport-security']).toContain('max-age=31536000')
    expect((await get('/')).headers).not.toHaveProperty('strict-transport-security')
  })

  it('of the API is stored by no cache', async () => {
    expect((await get('/api/installation')).headers['cache-control']).toBe('no-store')
    expect((await get('/api/sessions/current')).headers['cache-control']).toBe('no-store')
  })
})

describe('a change', () => {
  const signOut = (headers: Record<string, string>) =>
    app.inject({
      method: 'DELETE',
      url: '/api/sessions',
      headers: { cookie: town.officials.adam.cookie, host: 'lygte.local', ...headers },
    })

  it.each([
    ['another site’s page', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring subdomain', { 'sec-fetch-site': 'same-site' }],
    ['an older browser on another site', { origin: 'https://evil.example' }],
    ['the same name on another port', { origin: 'http://lygte.local:8080' }],
    ['a page without an origin', { origin: 'null' }],
    ['something that does not say where it comes from', {}],
  ])('is rejected when %s started it', async (_who, headers) => {
    const response = await signOut(headers)
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ type: 'cross-site' })
  })

  it.each([
    ['a new browser', { 'sec-fetch-site': 'same-origin' }],
    ['an older browser', { origin: 'http://lygte.local' }],
  ])('is accepted from our own page in %s', async (_who, headers) => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { host: 'lygte.local', ...headers },
      payload: { email: town.officials.adam.email, password: testPassword },
    })
    expect(response.statusCode).toBe(200)
  })
})

describe('a request', () => {
  const cookie = () => town.officials.carla.cookie
  const post = (url: string, payload: string | object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...sameOrigin, 'content-type': 'application/json', ...headers },
      payload,
    })

  it('with an unknown field is refused and not trimmed', async () => {
    const body = { email: town.officials.kim.email, password: testPassword }
    const extra = await post('/api/sessions', { ...body, role: 'admin' })
    expect(extra.statusCode).toBe(400)
    expect(extra.json()).toMatchObject({ type: 'bad-request' })
    const code = town.codes.walker
    const role = await post('/api/walks/join', { code, clientId: someUuid(), role: 'leader' })
    expect(role.statusCode).toBe(400)
    const query = await get('/api/observations?municipality=other', { cookie: cookie() })
    expect(query.statusCode).toBe(400)
  })

  it.each([
    '/api/observations?q=a&q=b',
    '/api/observations?limit=1&limit=200',
    '/api/observations/clusters?bbox=9,56,11,58&bbox=9,56,11,58&zoom=9',
    '/api/observations?q[]=a',
  ])('that repeats a parameter is refused: %s', async (url) => {
    expect((await get(url, { cookie: cookie() })).json()).toMatchObject({ type: 'bad-request' })
  })

  it('gets the name of the wrong field, and never its value', async () => {
    const response = await post('/api/sessions', { email: 5, password: 'hemmeligt' })
    expect(response.json()).toMatchObject({
      type: 'bad-request',
      detail: 'body/email must be string',
    })
    expect(response.body).not.toContain('hemmeligt')
  })

  it.each([
    ['no JSON', '{"email":', 400, 'bad-request'],
    ['nothing', '', 400, 'bad-request'],
    [
      'too much',
      JSON.stringify({ email: 'x'.repeat(5_000), password: 'x' }),
      413,
      'body-too-large',
    ],
    [
      'a text no database can hold',
      JSON.stringify({ email: 'a\u0000@example.dk', password: 'x' }),
      400,
      'bad-request',
    ],
  ])('with %s is refused as a problem', async (...[, payload, status, type]) => {
    const response = await post('/api/sessions', payload)
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(response.json()).toMatchObject({ type, status })
  })

  it('of another media type is refused', async () => {
    const response = await post('/api/sessions', 'email=a', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(response.statusCode).toBe(415)
    expect(response.json()).toMatchObject({ type: 'unsupported-media-type' })
  })

  it('with a key named like a prototype changes nothing', async () => {
    const response = await post(
      '/api/sessions',
      '{"__proto__": {"a": 1}, "email": "a@b.dk", "password": "x"}',
    )
    expect(response.statusCode).toBe(400)
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it('from a stranger reveals nothing of what a route expects', async () => {
    const response = await post('/api/sync/push', { nonsense: true })
    expect(response.statusCode).toBe(401)
  })

  it('to an address with other methods gets their names', async () => {
    const response = await app.inject({ method: 'PUT', url: '/api/sessions', headers: sameOrigin })
    expect(response.statusCode).toBe(405)
    expect(response.headers.allow).toBe('POST, DELETE')
  })

  it('that meets a broken server gets no detail of the error', async () => {
    const broken = await buildTestApp({
      store: {
        ...store,
        get db(): never {
          throw new Error('secret inner detail')
        },
      },
    })
    opened.push(broken)
    const response = await broken.app.inject({ method: 'GET', url: '/api/health' })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toEqual({
      type: 'internal-error',
      title: 'Internal error',
      status: 500,
    })
  })
})
