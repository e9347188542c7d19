import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isProblemCode } from '../../../shared/problem.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { tableContents } from '../../support/oracles/table-contents.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
const now = Date.now()

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  town = await seedMunicipality(store)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

/** JSON written by hand: objects cannot hold what is tried here. */
async function send(url: string, payload: string, cookie = town.phones.anna.cookie) {
  const response = await test.app.inject({
    method: 'POST',
    url,
    headers: { ...sameOrigin, cookie, 'content-type': 'application/json' },
    payload,
  })
  return { status: response.statusCode, text: response.body }
}

/** A valid body of every route that takes JSON, by its address; `HERE` marks where any value may be written instead. */
function bodies(): Record<string, object[]> {
  const { anna } = town.phones
  const push = (args: unknown) => ({
    protocol: 1,
    epoch: null,
    clientId: anna.clientId,
    space: town.walk.id,
    mutations: [{ ...makeEnvelope({ name: 'observation.create@1', args: makeCreate() }), args }],
  })
  return {
    '/api/sessions': [
      { email: 'HERE', password: testPassword },
      { email: 'a@b.dk', password: 'x', HERE: 1 },
    ],
    '/api/walks/join': [
      { code: 'HERE', clientId: someUuid() },
      { code: town.codes.walker, clientId: someUuid(), displayName: 'HERE' },
      { code: town.codes.walker, clientId: someUuid(), HERE: 1 },
    ],
    '/api/sync/pull': [
      { protocol: 1, epoch: null, cursors: 'HERE' },
      { protocol: 1, epoch: 'HERE', cursors: {} },
      { protocol: 1, epoch: null, cursors: { [town.walk.id]: 'HERE' } },
      { protocol: 1, epoch: null, cursors: { HERE: '0' } },
    ],
    '/api/sync/push': [
      { ...push({}), mutations: 'HERE' },
      { ...push({}), mutations: ['HERE'] },
      push('HERE'),
      push({ ...makeCreate(), text: 'HERE' }),
      push({ ...makeCreate(), position: 'HERE' }),
      push({ ...makeCreate(), photos: ['HERE'] }),
      push({ ...makeCreate(), HERE: 1 }),
      { ...push({}), HERE: 1 },
    ],
  }
}

const cases = () =>
  Object.entries(bodies()).flatMap(([url, each]) =>
    each.map((body) => ({ url, json: JSON.stringify(body) })),
  )

interface PushAnswer {
  results: { status: string; code?: string }[]
}

/** Refused as a whole, or its only mutation refused; either way with a code of the catalogue. */
async function expectRefused(url: string, payload: string): Promise<void> {
  const { status, text } = await send(url, payload)
  const where = `${url} ${payload.slice(0, 200)}`
  expect([where, status < 500]).toEqual([where, true])
  const codes =
    status === 200
      ? (JSON.parse(text) as PushAnswer).results.map(({ code = 'none' }) => code)
      : [(JSON.parse(text) as { type: string }).type]
  expect([where, codes.length, codes.every(isProblemCode)]).toEqual([where, 1, true])
}

/** Runs refusals and checks whether any has written a row, except for the ledger of answers and the phone's running number. */
async function expectNoRows(refusals: () => Promise<void>): Promise<void> {
  const except = ['applied_mutations', 'clients']
  const before = await tableContents(store, except)
  await refusals()
  expect(await tableContents(store, except)).toEqual(before)
}

describe('10,000-deep JSON', () => {
  it.each([
    ['lists', '[', ']', '0'],
    ['objects', '{"a":', '}', '0'],
    ['both', '[{"a":', '}]', 'null'],
  ])('made of %s is refused with a code, wherever it stands', async (...[, open, close, core]) => {
    const deep = open.repeat(10_000) + core + close.repeat(10_000)
    await expectNoRows(async () => {
      await expectRefused('/api/sync/push', deep)
      for (const { url, json } of cases()) {
        // As a value only: a key is a text.
        if (json.includes('"HERE":')) continue
        await expectRefused(url, json.replace('"HERE"', deep))
      }
    })
  })

  it('is refused when it is cut off, and also at the depth that a push can carry', async () => {
    await expectRefused('/api/sync/push', '['.repeat(10_000))
    await expectRefused('/api/sync/push', '{"a":'.repeat(50_000))
    const json = cases().find(
      ({ url, json: text }) => url.endsWith('push') && text.includes('"args":"HERE"'),
    )
    await expectRefused(
      '/api/sync/push',
      (json?.json ?? '').replace('"HERE"', '['.repeat(120_000) + ']'.repeat(120_000)),
    )
  })
})

describe('prototype keys', () => {
  const values = ['{"polluted": true}', '{"prototype": {"polluted": true}}', 'null']

  it.each(['__proto__', 'constructor', 'prototype', 'toString', '\\u005f_proto__'])(
    '%s is refused in every JSON body, wherever it stands, and changes no prototype',
    async (key) => {
      await expectNoRows(async () => {
        for (const { url, json } of cases()) {
          for (const value of values) {
            const spoiled = json.includes('"HERE":')
              ? json.replace(/"HERE":("0"|1)/, `"${key}":${value}`)
              : json.replace('"HERE"', `{"${key}":${value}}`)
            await expectRefused(url, spoiled)
          }
        }
      })
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

  it('match nothing: no mutation, category, party, status, field, walk code or variant', async () => {
    const id = await pinAs(store, town.phones.anna)
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const create = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
      const mutations = [
        { ...create, id: someUuid(), name: key },
        { ...create, id: someUuid(), args: makeCreate({ category: key }) },
        {
          ...create,
          id: someUuid(),
          name: 'observation.assign',
          args: {
            observationId: id,
            base: { partyIds: [], dueOn: null },
            partyIds: [key],
            dueOn: null,
          },
        },
        {
          ...create,
          id: someUuid(),
          name: 'observation.set-status',
          args: { observationId: id, base: 'received', status: key },
        },
        {
          ...create,
          id: someUuid(),
          name: 'observation.edit',
          args: { observationId: id, changes: { [key]: { base: 'a', value: 'b' } } },
        },
      ].map((mutation) => JSON.stringify(mutation))
      const { accountId, cookie } = town.officials.carla
      for (const mutation of mutations) {
        const payload = `{"protocol":1,"epoch":null,"clientId":"${accountId}","space":"${town.walk.id}","mutations":[${mutation}]}`
        const { status, text } = await send('/api/sync/push', payload, cookie)
        // A field called __proto__ is a key again, and refuses the whole.
        if (status === 400) continue
        expect((JSON.parse(text) as PushAnswer).results).toMatchObject([{ status: 'refused' }])
      }
      expect((await test.app.inject(`/api/walks/by-code/${key}`)).statusCode).toBe(404)
      const url = `/api/photos/${someUuid()}/${key}`
      expect((await test.app.inject({ url, headers: { cookie } })).statusCode).toBe(400)
    }
  })
})

describe('a pull by an official, who may read every walk', () => {
  const pull = (cursors: unknown) =>
    send(
      '/api/sync/pull',
      JSON.stringify({ protocol: 1, epoch: null, cursors }),
      town.officials.carla.cookie,
    )

  it.each([
    ['a key that is no id', () => ({ x: '0' })],
    ['a key that is no id and nothing in it', () => ({ x: null })],
    ['a number', () => ({ [town.walk.id]: 0 })],
    ['nothing', () => ({ [town.walk.id]: null })],
    ['a sign', () => ({ [town.walk.id]: '-1' })],
  ])('is refused when its cursors hold %s', async (_what, cursors) => {
    const { status, text } = await pull(cursors())
    expect([status, (JSON.parse(text) as { type: string }).type]).toEqual([400, 'bad-request'])
  })

  it('starts over when its cursor is beyond all numbers', async () => {
    for (const cursor of ['9999999999999999999', '9223372036854775808', '0000000000000000001']) {
      const { status, text } = await pull({ [town.walk.id]: cursor })
      const { spaces } = JSON.parse(text) as { spaces: Record<string, { reset?: boolean }> }
      expect([status, spaces[town.walk.id]?.reset]).toEqual([200, true])
    }
  })
})
