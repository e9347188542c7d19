import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestLimits } from '../../../server/http/limits/request-limits.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestPhone,
} from '../../support/fixtures/people.ts'

const phoneCount = 500
/** A walk takes 200 people. */
const walkCount = 3

let store: TestDatabase
let test: TestApp
let origin: string
let municipalityId: string
const phones: TestPhone[] = []

beforeAll(async () => {
  store = await openTestDatabase()
  municipalityId = (await seedMunicipality(store)).id
  const walks: string[] = []
  for (let count = 0; count < walkCount; count += 1)
    walks.push((await seedWalk(store, municipalityId, {})).id)
  // Not all at once: a request waits for the pool for some seconds at most.
  while (phones.length < phoneCount) {
    const seeds = Array.from({ length: 50 }, (_, index) => ({
      ...{ municipalityId, role: 'walker' as const, name: `p${String(index)}` },
      walkId: walks[index % walkCount] ?? '',
    }))
    phones.push(...(await Promise.all(seeds.map((seed) => seedPhone(store, seed)))))
  }
  // All come from one address, as behind a carrier's: it gets much less than they need together.
  const limits = { ...requestLimits, perAddress: phoneCount + 100 }
  test = await buildTestApp({ store, requestLimits: limits })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${String((test.app.server.address() as AddressInfo).port)}`
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const post = (path: string, cookie: string, body: object) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { ...sameOrigin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Repeats one request unchanged as phones do, never before `Retry-After`; returns the answers on the way. */
async function insist(send: () => Promise<Response>): Promise<string[]> {
  const told: string[] = []
  for (;;) {
    const response = await send()
    await response.arrayBuffer()
    const wait = response.headers.get('retry-after')
    told.push(`${String(response.status)}${wait === null ? '' : ' with a time to wait'}`)
    if (response.ok || wait === null) return told
    await new Promise((resolve) => setTimeout(resolve, Number(wait) * 1_000))
  }
}

const pinned: string[] = []

/** What a phone does that has its network back: what is new, then its pin, then what is new. */
async function reconnect({ cookie, clientId, walkId }: TestPhone): Promise<string[]> {
  const head = { protocol: 1, epoch: null }
  const pull = () => post('/api/sync/pull', cookie, { ...head, cursors: { [walkId]: '0' } })
  const mutation = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
  const push = () =>
    post('/api/sync/push', cookie, { ...head, clientId, space: walkId, mutations: [mutation] })
  const told = [...(await insist(pull)), ...(await insist(push)), ...(await insist(pull))]
  pinned.push((mutation.args as { observationId: string }).observationId)
  return told
}

it('F5: the server stays up when 500 phones of one address reconnect at once, and locks none of them out', async () => {
  const told = (await Promise.all(phones.map(reconnect))).flat()
  const unexpected = told.filter(
    (status) => status !== '200' && status !== '503 with a time to wait',
  )
  expect(unexpected).toEqual([])
  const rows = await store.db.selectFrom('observations').select('id').execute()
  expect(rows.map(({ id }) => id).sort()).toEqual(pinned.sort())
  expect((await fetch(`${origin}/api/health`)).status).toBe(200)
})

it('F5: somebody who invents cookies at that address is rejected, and the phones are not', async () => {
  const [phone] = phones
  const stranger = { ...phone, cookie: phone?.cookie.replace(/.{8}$/, 'AAAAAAAA') ?? '' }
  const guess = () =>
    post('/api/sync/pull', stranger.cookie, { protocol: 1, epoch: null, cursors: {} })
  const statuses: number[] = []
  while (!statuses.includes(429)) statuses.push((await guess()).status)
  expect(new Set(statuses)).toEqual(new Set([401, 429]))
  const pull = { protocol: 1, epoch: null, cursors: { [phone?.walkId ?? '']: '0' } }
  expect((await post('/api/sync/pull', phone?.cookie ?? '', pull)).status).toBe(200)
})

it('a revoked session is rejected from its next request on', async () => {
  const [, phone] = phones
  const ask = async () =>
    (await post('/api/sync/pull', phone?.cookie ?? '', { protocol: 1, epoch: null, cursors: {} }))
      .status
  expect(await ask()).toBe(200)
  await store.db
    .updateTable('sessions')
    .set({ revoked_at: new Date() })
    .where('id', '=', phone?.sessionId ?? '')
    .execute()
  // The address has used up its share above.
  expect([await ask(), await ask()]).toEqual([401, 429])
})
