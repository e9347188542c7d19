import type { AddressInfo, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestLimits } from '../../../server/http/limits/request-limits.ts'
import { limits } from '../../../shared/limits.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { codeOf, sendRaw, type RawRequest } from '../../support/requests/raw-connection.ts'
import { tableContents } from '../../support/oracles/table-contents.ts'

const megabyte = 1024 * 1024

let store: TestDatabase
let town: TestMunicipality
let app: Listening
const opened: TestApp[] = []

interface Listening {
  port: number
  /** Bytes taken in from the last connection. */
  takenIn: () => number
}

async function listen(rates: Partial<typeof requestLimits> = {}): Promise<Listening> {
  const test = await buildTestApp({ store, requestLimits: rates })
  opened.push(test)
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  let last: Socket | undefined
  test.app.server.on('connection', (socket: Socket) => {
    last = socket
  })
  const { port } = test.app.server.address() as AddressInfo
  return { port, takenIn: () => last?.bytesRead ?? 0 }
}

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
  app = await listen()
})
afterAll(async () => {
  for (const test of opened) await test.close()
  await store.drop()
})

const headOf = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'host: lygte.local', 'sec-fetch-site: same-origin', ...headers].join('\r\n')

const block = 'x'.repeat(64 * 1024)
const hundredMegabytes = () => Array.from({ length: 1_600 }, () => block)
const asChunks = (pieces: string[]) =>
  pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`)

const json = 'content-type: application/json'
const cookieOf = () => `cookie: ${town.phones.anna.cookie}`
const upload = ['content-type: application/offset+octet-stream', 'upload-offset: 0']
const photo = '/api/photos/0199a000-0000-7000-8000-0000000000aa'

describe('a body of 100 MB', () => {
  it.each<[string, () => [string, ...string[]], string]>([
    ['to sign in', () => ['POST /api/sessions', json], 'body-too-large'],
    ['to join', () => ['POST /api/walks/join', json], 'body-too-large'],
    ['from a phone', () => ['POST /api/sync/push', json, cookieOf()], 'body-too-large'],
    ['to pull', () => ['POST /api/sync/pull', json, cookieOf()], 'body-too-large'],
    ['from nobody', () => ['POST /api/sync/push', json], 'sign-in-needed'],
    [
      'of another site',
      () => ['POST /api/sessions', json, 'sec-fetch-site: cross-site'],
      'cross-site',
    ],
    [
      'of another kind',
      () => ['POST /api/sessions', 'content-type: text/xml'],
      'unsupported-media-type',
    ],
    ['to an unknown address', () => ['POST /api/nothing', json], 'body-too-large'],
    ['by a wrong method', () => ['PUT /api/sessions', json], 'body-too-large'],
    [
      'as a photo',
      () => [`PATCH ${photo}`, ...upload, 'upload-length: 99999999', cookieOf()],
      'body-too-large',
    ],
    [
      'as a photo of nobody',
      () => [`PATCH ${photo}`, ...upload, 'upload-length: 10'],
      'sign-in-needed',
    ],
    [
      'as a photo that is JSON',
      () => [`PATCH ${photo}`, json, 'upload-offset: 0', cookieOf()],
      'unsupported-media-type',
    ],
  ])(
    '%s is rejected without being read whole, and its connection is closed',
    async (_what, head, code) => {
      const [line, ...headers] = head()
      const before = await tableContents(store)
      for (const [length, body] of [
        ['content-length: 104857600', hundredMegabytes()],
        ['transfer-encoding: chunked', asChunks(hundredMegabytes())],
      ] as const) {
        const answer = await sendRaw(app.port, { head: headOf(line, ...headers, length), body })
        expect(codeOf(answer)).toBe(code)
        // What a route reads before it knows, and what is thrown away after a refusal so that the refusal arrives.
        expect(app.takenIn()).toBeLessThan(
          limits.pushBytes + limits.largestPhotoChunkBytes + megabyte / 2,
        )
      }
      expect(await tableContents(store)).toEqual(before)
    },
  )

  it('is dropped without being kept when the route needs no body', async () => {
    const head = headOf('GET /api/health', json, 'content-length: 104857600')
    const answer = await sendRaw(app.port, { head, body: hundredMegabytes() })
    expect(answer.status).toBe(200)
    expect(app.takenIn()).toBeLessThan(2 * megabyte)
  })

  it('does not close the connection of the next request when little of it was sent', async () => {
    const body = [block, `${headOf('GET /api/installation', 'connection: close')}\r\n\r\n`]
    const head = headOf('POST /api/sync/push', json, `content-length: ${String(block.length)}`)
    const answer = await sendRaw(app.port, { head, body })
    expect(answer).toMatchObject({ status: 200, headers: { 'x-lygte': '1' } })
  })
})

describe('input that is no HTTP', () => {
  const close = 'connection: close'
  it.each<[string, RawRequest, number, string]>([
    ['noise', { head: 'hej\u0000\u0001' }, 400, 'bad-request'],
    ['TLS', { head: '\u0016\u0003\u0001\u0002\u0000\u0001' }, 400, 'bad-request'],
    ['an unknown method', { head: headOf('HACK /') }, 400, 'bad-request'],
    [
      'a head of 20 KB',
      { head: headOf('GET /', `cookie: ${'x'.repeat(20_000)}`) },
      431,
      'headers-too-large',
    ],
    [
      'an address of 20 KB',
      { head: headOf(`GET /${'x'.repeat(20_000)}`) },
      431,
      'headers-too-large',
    ],
    ['a NUL in a header', { head: headOf('GET /', 'cookie: a\u0000b') }, 400, 'bad-request'],
    [
      'two lengths',
      { head: headOf('POST /api/sessions', 'content-length: 3', 'content-length: 4') },
      400,
      'bad-request',
    ],
    [
      'a length and chunks, as smugglers send',
      { head: headOf('POST /api/sessions', 'content-length: 3', 'transfer-encoding: chunked') },
      400,
      'bad-request',
    ],
    [
      'a chunk of no size',
      { head: headOf('POST /api/sessions', json, 'transfer-encoding: chunked'), body: ['zz\r\n'] },
      400,
      'bad-request',
    ],
    ['a TRACE', { head: headOf('TRACE /api/health', close) }, 405, 'method-not-allowed'],
    ['an address that cannot be decoded', { head: headOf('GET /%zz', close) }, 400, 'bad-request'],
    [
      'a part of an address longer than any',
      { head: headOf(`GET /tiles/1/1/${'1'.repeat(200)}.mvt`, close) },
      400,
      'bad-request',
    ],
  ])('is rejected with a code: %s', async (...[, request, status, code]) => {
    const answer = await sendRaw(app.port, request)
    expect(answer.status).toBe(status)
    expect(codeOf(answer)).toBe(code)
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})

describe('a slow sender', () => {
  let short: Listening
  beforeAll(async () => {
    short = await listen({
      headMs: 200,
      requestMs: 400,
      idleTimeoutMs: 2_000,
      connectionCheckIntervalMs: 50,
    })
  })

  /** One byte now and then, so that the connection is never silent. */
  const drip: RawRequest['goOn'] = (write) => {
    const timer = setInterval(() => write('x'), 20)
    return () => clearInterval(timer)
  }

  it.each<[string, () => RawRequest]>([
    [
      'of a head',
      () => ({ head: '', body: ['GET / HTTP/1.1\r\nhost: x\r\nx-slow: '], goOn: drip }),
    ],
    [
      'of a sign-in',
      () => ({ head: headOf('POST /api/sessions', json, 'content-length: 900'), goOn: drip }),
    ],
    [
      'of a push',
      () => ({
        head: headOf('POST /api/sync/push', json, cookieOf(), 'content-length: 9000'),
        goOn: drip,
      }),
    ],
    [
      'of chunks',
      () => ({
        head: headOf('POST /api/sessions', json, 'transfer-encoding: chunked'),
        goOn: (write) => drip?.(() => write('1\r\nx\r\n')) ?? (() => undefined),
      }),
    ],
  ])('%s is rejected and cut', async (_what, request) => {
    const answer = await sendRaw(short.port, request())
    expect(answer.status).toBe(408)
    expect(codeOf(answer)).toBe('request-timeout')
  })

  it('of a photo is cut, and the upload can be continued', async () => {
    const head = headOf(
      `PATCH ${photo}`,
      ...upload,
      'upload-length: 9000',
      'content-length: 9000',
      cookieOf(),
    )
    expect((await sendRaw(short.port, { head, goOn: drip })).sentBytes).toBeLessThan(9_000)
    const asked = headOf(`HEAD ${photo}`, cookieOf(), 'connection: close')
    // Of another process, which has all the time it needs.
    const { headers } = await sendRaw(app.port, { head: asked })
    // What had come by then may have been kept.
    expect(headers['upload-offset']).toMatch(/^\d{1,2}$/)
  })

  it('is cut when it sends nothing at all', async () => {
    expect(await sendRaw(short.port, { head: '' })).toMatchObject({ sentBytes: 0 })
  })

  it('does not delay other requests, not even with two hundred slow senders', async () => {
    let ended = 0
    const slow = Array.from({ length: 200 }, () =>
      sendRaw(short.port, { head: '', body: ['GET / HT'] }).then(() => {
        ended += 1
      }),
    )
    const head = headOf('GET /api/health', 'connection: close')
    expect((await sendRaw(short.port, { head })).status).toBe(200)
    expect(ended).toBeLessThan(200)
    await Promise.all(slow)
    expect(ended).toBe(200)
  })

  it('gets the timeouts that docs/operations.md names', () => {
    expect(requestLimits).toMatchObject({
      headMs: 20_000,
      requestMs: 120_000,
      idleTimeoutMs: 90_000,
    })
    const [{ app: real }] = opened as [TestApp]
    expect(real.server).toMatchObject({
      headersTimeout: 20_000,
      requestTimeout: 120_000,
      timeout: 90_000,
    })
  })
})
