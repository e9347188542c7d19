import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../../server/config.ts'
import { requestLimits, type RequestLimits } from '../../server/plugins/request-limits.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../support/build-test-app.ts'
import { someUuid } from '../support/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, testPassword, type TestMunicipality } from '../support/people.ts'

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

describe('every answer', () => {
  it.each(['/', '/desk', '/api/health', '/api/nothing-here', '/api/sessions/current'])(
    'of %s carries the strict policy and the marker',
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

  it('behind https forces https and marks cookies Secure', async () => {
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

  it('of the API is kept by no cache', async () => {
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
  ])('started by %s is refused', async (_who, headers) => {
    const response = await signOut(headers)
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ type: 'cross-site' })
  })

  it.each([
    ['a new browser', { 'sec-fetch-site': 'same-origin' }],
    ['an older browser', { origin: 'http://lygte.local' }],
  ])('started by our own page in %s is let in', async (_who, headers) => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { host: 'lygte.local', ...headers },
      payload: { email: town.officials.adam.email, password: testPassword },
    })
    expect(response.statusCode).toBe(200)
  })
})

describe('guessing', () => {
  const guess = (code: string, remoteAddress = '192.0.2.7') =>
    app.inject({ method: 'GET', url: `/api/walks/by-code/${code}`, remoteAddress })
  const joinAs = (code: string, remoteAddress = '192.0.2.7') =>
    app.inject({
      method: 'POST',
      url: '/api/walks/join',
      headers: sameOrigin,
      remoteAddress,
      payload: { code, clientId: someUuid() },
    })
  const signIn = (email: string, password: string, remoteAddress = '192.0.2.7') =>
    app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: sameOrigin,
      remoteAddress,
      payload: { email, password },
    })

  it('walk codes ends after ten wrong ones in a quarter of an hour, whichever way they are tried', async () => {
    for (let index = 0; index < 5; index += 1) {
      expect((await guess(`FEJL${String(index)}`)).statusCode).toBe(404)
      expect((await joinAs(`FEJL${String(index)}`)).statusCode).toBe(404)
    }
    const refused = await joinAs(town.codes.walker)
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject({ type: 'too-many-requests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900)
    expect((await joinAs(town.codes.walker, '192.0.2.8')).statusCode).toBe(200)
    now += 15 * 60_000
    expect((await joinAs(town.codes.walker)).statusCode).toBe(200)
  })

  it('is counted before it is answered: a hundred guesses at once get ten answers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => guess(`FEJL${String(index)}`)),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 404)).toHaveLength(10)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(90)
  })

  it('does not keep a hall of phones behind one router from joining', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => joinAs(town.codes.other)))
    expect(answers.filter(({ statusCode }) => statusCode !== 200)).toEqual([])
  })

  it('from one IPv6 network counts as one address', async () => {
    for (let index = 0; index < 10; index += 1) {
      await guess(`FEJL${String(index)}`, `2001:db8:1:2::${String(index + 1)}`)
    }
    expect((await guess('FEJL', '2001:db8:1:2:ffff::1')).statusCode).toBe(429)
    expect((await guess('FEJL', '2001:db8:1:3::1')).statusCode).toBe(404)
  })

  it('from many addresses leaves each two wrong codes, and right ones still open', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => guess('FEJL', `198.51.100.${String(index)}`)),
    )
    const address = '203.0.113.5'
    expect((await guess('FEJL1', address)).statusCode).toBe(404)
    expect((await guess(town.codes.walker, address)).statusCode).toBe(200)
    expect((await guess('FEJL2', address)).statusCode).toBe(404)
    expect((await guess('FEJL3', address)).statusCode).toBe(429)
    expect((await joinAs(town.codes.walker, '203.0.113.6')).statusCode).toBe(200)
  })

  it('a password ends after five tries for an e-mail, right or wrong, and others may sign in', async () => {
    const { email } = town.officials.pia
    for (let index = 0; index < 5; index += 1) {
      expect((await signIn(email, 'forkert')).statusCode).toBe(401)
    }
    const refused = await signIn(email, testPassword)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBeDefined()
    expect((await signIn(town.officials.kim.email, testPassword)).statusCode).toBe(200)
    // Whoever owns the account is not locked out by somebody far away.
    expect((await signIn(email, testPassword, '192.0.2.9')).statusCode).toBe(200)
  })

  it('one password for many e-mails ends after thirty', async () => {
    for (let index = 0; index < 30; index += 1) {
      await signIn(`nr${String(index)}@example.dk`, 'forkert')
    }
    expect((await signIn(town.officials.kim.email, testPassword)).statusCode).toBe(429)
  })
})

describe('asking often', () => {
  const askAs = (limited: TestApp['app'], cookie: string, remoteAddress = '192.0.2.7') =>
    limited.inject({
      method: 'GET',
      url: '/api/sessions/current',
      headers: { cookie },
      remoteAddress,
    })

  it('is answered 429 with a time to wait, session by session', async () => {
    const limited = await openApp({}, { perSession: 3 })
    const { carla, kim } = town.officials
    for (let index = 0; index < 3; index += 1) {
      expect((await askAs(limited, carla.cookie)).statusCode).toBe(200)
    }
    const refused = await askAs(limited, carla.cookie, '192.0.2.8')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await askAs(limited, kim.cookie)).statusCode).toBe(200)
  })

  it('is answered 429 address by address before anybody is looked up', async () => {
    const limited = await openApp({}, { perAddress: 3 })
    for (let index = 0; index < 3; index += 1)
      await askAs(limited, `lygte_session=${String(index)}`)
    const refused = await askAs(limited, town.officials.carla.cookie)
    expect(refused.json()).toMatchObject({ type: 'too-many-requests', status: 429 })
    const elsewhere = await askAs(limited, town.officials.carla.cookie, '192.0.2.8')
    expect(elsewhere.statusCode).toBe(200)
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

  it('with a field that nobody asked for is refused and not trimmed', async () => {
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

  it('says which field is wrong, and never what stood in it', async () => {
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

  it('with a prototype in it changes nothing', async () => {
    const response = await post(
      '/api/sessions',
      '{"__proto__": {"a": 1}, "email": "a@b.dk", "password": "x"}',
    )
    expect(response.statusCode).toBe(400)
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it('from a stranger learns nothing of what a route expects', async () => {
    const response = await post('/api/sync/push', { nonsense: true })
    expect(response.statusCode).toBe(401)
  })

  it('to an address with other methods names them', async () => {
    const response = await app.inject({ method: 'PUT', url: '/api/sessions', headers: sameOrigin })
    expect(response.statusCode).toBe(405)
    expect(response.headers.allow).toBe('POST, DELETE')
  })

  it('that meets a broken server is told nothing of how it broke', async () => {
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

describe('the client’s files', () => {
  it.each([
    ['/', 'walk'],
    ['/v/NYVA26', 'walk'],
    ['/pins', 'walk'],
    ['/desk', 'desk'],
    ['/desk/observations/1', 'desk'],
  ])('answer %s with the page of the %s, to be asked for anew each time', async (url, title) => {
    const response = await get(url)
    expect(response.body).toContain(`<title>${title}</title>`)
    expect(response.headers['cache-control']).toBe('no-cache')
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it('with a hash in their name are kept for ever, the service worker never', async () => {
    const hashed = await get('/assets/walk-Bz3x_9aQ.js')
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(hashed.headers['content-type']).toContain('javascript')
    expect((await get('/service-worker.js')).headers['cache-control']).toBe('no-cache')
  })

  it.each([
    '/assets/gone-Bz3x_9aQ.js',
    '/missing.png',
    '/api/nothing',
    '/api',
    '/tiles/x',
    '/tiles',
  ])('never stand in for what is missing: %s', async (url) => {
    const response = await get(url)
    expect(response.statusCode).toBe(404)
    expect(response.headers['content-type']).toContain('application/problem+json')
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cx',
    '/%00.js',
  ])('lie in their folder only: %s', async (url) => {
    const response = await get(url)
    expect(response.statusCode).not.toBe(500)
    expect(response.body).not.toContain('lygte')
  })
})
