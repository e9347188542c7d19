import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import { succeed } from '../../../shared/problem.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { codeOf, sendRaw } from '../../support/requests/raw-connection.ts'

let store: TestDatabase
let town: TestMunicipality
let test: TestApp
let port: number
let folder: string

const secret = 'NOT FOR THE WORLD'
const longCode = 'export const lantern = 1\n'.repeat(200)
const joinStyle = 'h1 {\n  color: teal;\n}'
const reach = { minZoom: 9, maxZoom: 15, bounds: [9.8, 57, 10.05, 57.1] } as const
const emptyMap: MapSet = {
  files: ['aalborg.pmtiles'],
  parts: [reach],
  ...reach,
  attribution: 'nobody',
  version: 'test',
  tile: async () => undefined,
  area: async () => succeed({ minZoom: 9, maxZoom: 15, tiles: [], bytes: 0, storedBytes: 0 }),
  close: async () => undefined,
}

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
  folder = await mkdtemp(join(tmpdir(), 'lygte-client-'))
  const clientFolder = join(folder, 'client')
  await mkdir(join(clientFolder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), secret)
  await writeFile(join(clientFolder, 'index.html'), '<!doctype html><title>walk</title>')
  await writeFile(join(clientFolder, 'dashboard.html'), '<!doctype html><title>desk</title>')
  await writeFile(join(clientFolder, 'service-worker.js'), '//')
  await writeFile(join(clientFolder, 'assets', 'walk-Bz3x_9aQ.js'), '//')
  await writeFile(join(clientFolder, 'assets', 'long-Bz3x_9aQ.js'), longCode)
  await writeFile(join(clientFolder, 'assets', 'long-Bz3x_9aQ.js.br'), brotliCompressSync(longCode))
  await writeFile(join(clientFolder, 'assets', 'long-Bz3x_9aQ.js.gz'), gzipSync(longCode))
  for (const language of ['da', 'en']) {
    const page = `<!doctype html><title>join ${language}</title><style>${joinStyle}</style>`
    await writeFile(join(clientFolder, `join.${language}.html`), page)
  }
  test = await buildTestApp({ store, clientFolder, map: emptyMap })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  port = (test.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
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

  it('let the styles of that page through, exactly these, and none in any other page', async () => {
    const policyAt = async (url: string) =>
      String((await get(url)).headers['content-security-policy'])
    const hash = createHash('sha256').update(joinStyle).digest('base64')
    expect(await policyAt('/v/NYVA26')).toContain(`style-src 'self' 'sha256-${hash}';`)
    for (const url of ['/', '/v', '/v/NYVA26/mere', '/desk', '/join.da.html']) {
      expect(await policyAt(url)).toContain("style-src 'self';")
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

describe('a path that climbs, hides or lies', () => {
  const ups = ['..', '%2e%2e', '.%2e', '%2E.', '%252e%252e', '..%00', '%c0%ae%c0%ae', '..%c0%af..']
  const slashes = ['/', '%2f', '%252f', '\\', '%5c', '%255c', '//']
  const climbs = ups.flatMap((up) => slashes.map((slash) => up + slash))

  const ask = (path: string, cookie = '') => {
    const lines = [`GET ${path} HTTP/1.1`, 'host: x', 'connection: close', `cookie: ${cookie}`]
    return sendRaw(port, { head: lines.join('\r\n') })
  }

  /** A page of the client, or a refusal with a code: nothing else can come of a made-up path. */
  async function expectNothing(path: string, cookie?: string): Promise<void> {
    const answer = await ask(path, cookie)
    expect(answer.body).not.toMatch(/NOT FOR THE WORLD|root:/)
    const isPage = answer.status === 200 && answer.body.includes('<title>')
    const isNoTile = answer.status === 204
    if (!isPage && !isNoTile) {
      expect([path, ['bad-request', 'not-found'].includes(codeOf(answer))]).toEqual([path, true])
    }
  }

  it('finds no file outside of the client’s folder', async () => {
    for (const climb of climbs) {
      for (const start of ['/', '/assets/', '/assets/x/', '/desk/', '/.vite/']) {
        for (const times of [1, 2, 9]) {
          const target = times === 9 ? 'etc/passwd' : 'secret.txt'
          await expectNothing(start + climb.repeat(times) + target)
        }
      }
    }
  })

  it.each([
    '/secret.txt',
    '/etc/passwd',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/file:///etc/passwd',
    '/C:%5cWindows%5cwin.ini',
    '/%00.js',
    '/index.html%00.png',
    '/service-worker.js%00',
    '/assets/walk-Bz3x_9aQ.js/',
    '/assets/walk-Bz3x_9aQ.js%2f..%2f..%2fsecret.txt',
    '/CON.js',
    '/.env',
    '/.git/config',
    '/package.json',
    '/assets%u002fsecret.txt',
  ])('finds nothing at %s', (path) => expectNothing(path))

  it('finds no tile and no photo but by their names', async () => {
    const photo = '0199a000-0000-7000-8000-0000000000aa'
    const { cookie } = town.phones.anna
    for (const climb of climbs) {
      await expectNothing(`/tiles/${climb}${climb}secret.txt`)
      await expectNothing(`/tiles/9/${climb}1/1.mvt`)
      await expectNothing(`/tiles/9/1/${climb}secret.mvt`)
      await expectNothing(`/tiles/9/1/1.mvt${climb}secret.txt`)
      await expectNothing(`/api/photos/${climb}${photo}/large`, cookie)
      await expectNothing(`/api/photos/${photo}/${climb}large`, cookie)
      await expectNothing(`/api/photos/${photo}/large${climb}`, cookie)
    }
  })

  it.each([
    '1e1',
    '0x9',
    '9.0',
    '+9',
    '-0',
    '９',
    '9%00',
    'NaN',
    'Infinity',
    '99999999999999999999',
  ])('takes %s for no number of a tile, or for one that is not there', (number) =>
    expectNothing(`/tiles/${encodeURI(number)}/1/1.mvt`),
  )

  it('is read as sent: the tricks above do reach the server', async () => {
    expect((await ask('/%2e%2e/secret.txt')).status).toBe(404)
    expect((await ask('/assets/%2e%2e%2fservice-worker.js')).status).toBe(404)
    expect((await ask('/service-worker.js')).status).toBe(200)
  })
})
