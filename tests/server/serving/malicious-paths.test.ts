import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { codeOf, sendRaw } from '../../support/requests/raw-connection.ts'
import { openClientStage, secret, type ClientStage } from '../../support/server/client-stage.ts'

let store: TestDatabase
let town: TestMunicipality
let stage: ClientStage
let port: number

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
  stage = await openClientStage(store)
  const { app } = stage.test
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await stage.close()
  await store.drop()
})

describe('a malicious path', () => {
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
    expect(answer.body).not.toMatch(new RegExp(`${secret}|root:`))
    const isPage = answer.status === 200 && answer.body.includes('<title>')
    const isNoTile = answer.status === 204
    if (!isPage && !isNoTile) {
      expect([path, ['bad-request', 'not-found'].includes(codeOf(answer))]).toEqual([path, true])
    }
  }

  it('reaches no file outside of the client’s folder', async () => {
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
  ])('reaches nothing at %s', (path) => expectNothing(path))

  it('reaches no tile and no photo except by their names', async () => {
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
  ])('with %s in the place of a tile’s number reaches no tile', (number) =>
    expectNothing(`/tiles/${encodeURI(number)}/1/1.mvt`),
  )

  it('arrives at the server as it was sent, with all of the tricks above', async () => {
    expect((await ask('/%2e%2e/secret.txt')).status).toBe(404)
    expect((await ask('/assets/%2e%2e%2fservice-worker.js')).status).toBe(404)
    expect((await ask('/service-worker.js')).status).toBe(200)
  })
})
