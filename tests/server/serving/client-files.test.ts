import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import type { TestApp } from '../../support/server/build-test-app.ts'
import { longCode, openClientStage, type ClientStage } from '../../support/server/client-stage.ts'

let store: TestDatabase
let stage: ClientStage
let test: TestApp

beforeAll(async () => {
  store = await openTestDatabase()
  stage = await openClientStage(store)
  test = stage.test
})
afterAll(async () => {
  await stage.close()
  await store.drop()
})

const get = (url: string) => test.app.inject({ method: 'GET', url })

describe('the client’s files', () => {
  it.each([
    ['/', 'walk'],
    ['/v', 'walk'],
    ['/v/', 'walk'],
    ['/v/NYVA26/mere', 'walk'],
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

  it('are handed out packed as the build has packed them, to whoever can unpack them', async () => {
    const ask = (encodings: string) =>
      test.app.inject({
        method: 'GET',
        url: '/assets/long-Bz3x_9aQ.js',
        headers: { 'accept-encoding': encodings },
      })
    const [brotli, zip, plain] = await Promise.all([ask('gzip, br'), ask('gzip'), ask('identity')])
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(longCode)
    expect(zip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zip.rawPayload).toString()).toBe(longCode)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toBe(longCode)
    for (const { headers } of [brotli, zip, plain]) {
      expect(headers.vary).toMatch(/accept-encoding/i)
      expect(headers['content-type']).toContain('javascript')
    }
  })

  it.each([
    ['da-DK,da;q=0.9,en;q=0.8', 'da'],
    ['en-GB,en;q=0.9', 'en'],
    ['de', 'en'],
    ['en-US, sv;q=0.5', 'da'],
    ['', 'da'],
    [',;=,', 'da'],
    ['*', 'en'],
  ])(
    'answer a join link with its own page, to who asks for "%s" in %s',
    async (accepted, language) => {
      const response = await test.app.inject({
        method: 'GET',
        url: '/v/NYVA26?fra=plakat',
        headers: { 'accept-language': accepted },
      })
      expect(response.body).toContain(`<title>join ${language}</title>`)
      expect(response.headers['cache-control']).toBe('no-cache')
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(response.headers.vary).toMatch(/accept-language/i)
    },
  )

  it('let no styles through but those of files, on the page of a join link neither', async () => {
    for (const url of ['/', '/v', '/v/NYVA26', '/v/NYVA26/mere', '/desk', '/join.da.html']) {
      const policy = String((await get(url)).headers['content-security-policy'])
      expect([url, policy]).toEqual([url, expect.stringContaining("style-src 'self';")])
    }
  })

  const endings = [
    ...[
      '.',
      ',',
      ';',
      ')',
      ']',
      '%C2%BB',
      '%E2%80%A6',
      '!',
      '"',
      '/',
      '%2E',
      '%3E',
      '%E2%80%8B',
      '%20',
    ],
    ...[
      '%',
      '%E0%A4%A',
      '%E2%80',
      '?fbclid=x%',
      '&amp;utm_source=mail',
      '%3Ffbclid=x',
      '.?utm_source=mail',
    ],
  ]

  it.each([
    ['/v/NYVA26', 'join da'],
    ['/mine', 'walk'],
    ['/klar', 'walk'],
    ['/registrering/0199a000-0000-7000-8000-0000000000aa', 'walk'],
    ['/desk', 'desk'],
    ['/desk/telefoner', 'desk'],
  ])('answer %s with its page whatever was glued to the end of the link', async (path, title) => {
    for (const ending of endings) {
      const [response, whole] = await Promise.all([get(path + ending), get(path)])
      expect([ending, response.statusCode]).toEqual([ending, 200])
      expect([ending, response.body]).toEqual([ending, expect.stringContaining(`<title>${title}<`)])
      const policy = 'content-security-policy'
      expect([ending, response.headers[policy]]).toEqual([ending, whole.headers[policy]])
    }
  })

  it.each(['//v/NYVA26', '/V/nyva26', '/v/NYVA26.Vi', '/v/%E0%A4%A', '/v/%'])(
    'answer the damaged join link %s with a page of the walk app',
    async (url) => {
      const response = await get(url)
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    },
  )

  it('say in a page to a person, and as a problem to a program, that an address cannot be read', async () => {
    const ask = (accept: string) =>
      test.app.inject({ method: 'GET', url: '/nowhere%zz', headers: { accept } })
    const page = await ask('text/html,application/xhtml+xml,*/*;q=0.8')
    expect(page.body).toContain('<title>walk</title>')
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await ask('*/*')).json()).toMatchObject({ type: 'bad-request' })
  })

  it.each([
    '/assets/gone-Bz3x_9aQ.js',
    '/missing.png.',
    '/mine.js',
    '//api/nothing',
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
})
