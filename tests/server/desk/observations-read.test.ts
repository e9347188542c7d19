import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type OfficialName,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let restricted: Uuid
let open: Uuid

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
  restricted = await pinAs(store, town.phones.anna, { category: 'adf.rusmidler', text: 'Bænken' })
  open = await pinAs(store, town.phones.anna, { category: 'lys.slukket', text: 'Lampen' })
  for (const observationId of [restricted, open]) {
    await applyAs(store, town.officials.carla, {
      name: 'observation.assign@1',
      args: {
        observationId,
        base: { partyIds: [], dueOn: null },
        partyIds: ['police'],
        dueOn: '2026-12-01',
      },
      space: town.walk.id,
    })
  }
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

async function get<T>(name: OfficialName, url: string): Promise<T | number> {
  const response = await test.app.inject({
    method: 'GET',
    url,
    headers: { cookie: town.officials[name].cookie },
  })
  return response.statusCode === 200 ? response.json<T>() : response.statusCode
}

/** Everything at the desk that could show an observation, as one word each. */
async function placesThatShow(name: OfficialName, id: Uuid): Promise<string[]> {
  const list = await get<Reply<'listObservations'>>(name, '/api/observations?limit=200')
  const found = await get<Reply<'listObservations'>>(name, '/api/observations?q=b%C3%A6nken')
  const map = await get<Reply<'clusterObservations'>>(
    name,
    '/api/observations/clusters?bbox=9.4,56.8,10.6,57.3&zoom=3',
  )
  const one = await get<Reply<'readObservation'>>(name, `/api/observations/${id}`)
  const history = await get<Reply<'readHistory'>>(name, `/api/observations/${id}/history`)
  const rows = await pulledBy(name)
  const shown = {
    list: typeof list === 'object' && list.items.some((item) => item.id === id),
    total: typeof list === 'object' && list.total === 2,
    search: typeof found === 'object' && found.total > 0,
    map: typeof map === 'object' && map.total === 2,
    one: typeof one === 'object',
    history: typeof history === 'object',
    pull: rows.has(id),
  }
  return Object.entries(shown).flatMap(([place, isThere]) => (isThere ? [place] : []))
}

async function pulledBy(name: OfficialName): Promise<Set<Uuid>> {
  if (name === 'vera') return new Set()
  const reader = await new TestReader(store, town.officials[name], town.walk.id).pullAll()
  return new Set(reader.rows.keys())
}

describe('a restricted observation', () => {
  const everyPlace = ['list', 'total', 'search', 'map', 'one', 'history', 'pull']

  it.each<[OfficialName, string[]]>([
    ['carla', everyPlace],
    ['pia', everyPlace],
    ['kim', []],
    ['eva', []],
    ['adam', []],
    ['vera', []],
  ])('is visible to %s only in: %j', async (name, places) => {
    expect(await placesThatShow(name, restricted)).toEqual(places)
  })

  it('cannot be told from a missing one by the answer', async () => {
    const ask = (id: string) =>
      test.app.inject({
        method: 'GET',
        url: `/api/observations/${id}`,
        headers: { cookie: town.officials.kim.cookie },
      })
    const hidden = await ask(restricted)
    const missing = await ask(someUuid())
    expect(hidden.body).toBe(missing.body)
    expect(hidden.statusCode).toBe(missing.statusCode)
  })
})

describe('one observation', () => {
  it('is returned in full to those who answer it, without the phone that made it', async () => {
    const one = await get<Reply<'readObservation'>>('pia', `/api/observations/${open}`)
    expect(one).toMatchObject({
      id: open,
      text: 'Lampen',
      authorName: 'Anna',
      partyIds: ['police'],
      status: 'assigned',
      isRestricted: false,
      isOwn: false,
    })
    expect(JSON.stringify(one)).not.toContain(town.phones.anna.clientId)
  })

  it('stays readable for those who answer it after it was withdrawn, and leaves the list', async () => {
    const gone = await pinAs(store, town.phones.anna, { text: 'Fejl' })
    await applyAs(store, town.phones.anna, {
      name: 'observation.withdraw@1',
      args: { observationId: gone, reason: 'fejl' },
    })
    expect(await get('carla', `/api/observations/${gone}`)).toMatchObject({ isWithdrawn: true })
    expect(await get('adam', `/api/observations/${gone}`)).toBe(404)
    const list = await get<Reply<'listObservations'>>('carla', '/api/observations?q=fejl')
    expect(list).toMatchObject({ total: 0, items: [], next: null })
  })

  it.each(['x', '00000000-0000-0000-0000-000000000000', `${'a'.repeat(36)}`])(
    'is requested by an id only: %s',
    async (id) => {
      expect(await get('carla', `/api/observations/${id}`)).toBe(400)
    },
  )
})

describe('history', () => {
  it('lists who did what in the order of the server, without walkers’ names', async () => {
    const reply = await get<Reply<'readHistory'>>('pia', `/api/observations/${open}/history`)
    if (typeof reply === 'number') throw new Error(String(reply))
    expect(reply.events.map(({ kind, byKind }) => [kind, byKind])).toEqual([
      ['created', 'device'],
      ['assigned', 'account'],
    ])
    const [created, assigned] = reply.events
    expect(BigInt(assigned?.seq ?? 0)).toBeGreaterThan(BigInt(created?.seq ?? 0))
    expect(JSON.stringify(reply)).not.toContain('Anna')
    expect(assigned).toMatchObject({ by: 'Aalborg', data: { partyIds: ['police'] } })
  })

  it('lists an internal comment only for those who may read it', async () => {
    const comment = (audience: 'public' | 'internal') =>
      applyAs(store, town.officials.carla, {
        name: 'observation.comment@1',
        args: { observationId: open, commentId: someUuid(), audience, text: 'Vi ser på det' },
        space: town.walk.id,
      })
    await comment('public')
    await comment('internal')
    const commentsSeenBy = async (name: OfficialName) => {
      const reply = await get<Reply<'readHistory'>>(name, `/api/observations/${open}/history`)
      if (typeof reply === 'number') throw new Error(String(reply))
      return reply.events.flatMap(({ kind, data }) =>
        kind === 'commented' ? [data['audience']] : [],
      )
    }
    expect(await commentsSeenBy('kim')).toEqual(['public', 'internal'])
    expect(await commentsSeenBy('adam')).toEqual(['public'])
  })
})

describe('the effect of a push', () => {
  it('is in the next list, with its total and on the map', async () => {
    const before = await get<Reply<'listObservations'>>('carla', '/api/observations?category=bus')
    expect(before).toMatchObject({ total: 0 })
    const args = {
      observationId: someUuid(),
      category: 'bus.stop',
      position: { longitude: 9.92, latitude: 57.05, source: 'map' },
    }
    const pushed = await test.app.inject({
      method: 'POST',
      url: '/api/sync/push',
      headers: { ...sameOrigin, cookie: town.phones.anna.cookie },
      payload: {
        protocol: 1,
        epoch: null,
        clientId: town.phones.anna.clientId,
        space: town.walk.id,
        mutations: [
          {
            id: someUuid(),
            clientSeq: 9_000,
            name: 'observation.create',
            v: 1,
            args,
            capturedAt: '2026-10-29T18:42:05.120Z',
            tzOffset: 60,
          },
        ],
      },
    })
    expect(pushed.json<Reply<'push'>>().results).toMatchObject([{ status: 'applied' }])
    const after = await get<Reply<'listObservations'>>('carla', '/api/observations?category=bus')
    expect(after).toMatchObject({ total: 1, items: [{ id: args.observationId }] })
    const map = await get<Reply<'clusterObservations'>>(
      'carla',
      '/api/observations/clusters?category=bus&bbox=9.4,56.8,10.6,57.3&zoom=12',
    )
    expect(map).toMatchObject({ total: 1, clusters: [{ id: args.observationId, count: 1 }] })
  })
})
