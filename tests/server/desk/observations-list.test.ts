import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountActor } from '../../../server/identity/principal.ts'
import { cursorOf } from '../../../server/store/desk/desk-sort.ts'
import { foldTallies } from '../../../server/store/desk/tally-store.ts'
import type { ObservationQuery, Reply } from '../../../shared/contract/api-contract.ts'
import { deskSorts, type DeskSort } from '../../../shared/contract/observation-contract.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { expectedList } from '../../support/oracles/desk-oracle.ts'
import { anyChange, anyQuery, fillDesk, saveAll } from '../../support/oracles/desk-world.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  officials,
  seedMunicipality,
  type OfficialName,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { principalOf } from '../../support/requests/sync-calls.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let stored: Observation[]

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
  const abroad = await seedMunicipality(store, 'Ribe')
  const walkIds = [town.walk.id, town.otherWalk.id]
  const [changes = []] = fc.sample(fc.array(anyChange, { minLength: 400, maxLength: 400 }), {
    numRuns: 1,
    seed: 29,
  })
  // Half before and half after the tallies are folded; and a neighbour's at the very same places.
  stored = await fillDesk(store, { municipalityId: town.id, walkIds }, changes)
  await foldTallies(store)
  const moved = stored.map((item, index) =>
    index % 2 ? item : { ...item, status: 'done' as const, text: 'gadelampe' },
  )
  await saveAll(store, town.id, moved)
  stored = moved
  await fillDesk(store, { municipalityId: abroad.id, walkIds: [abroad.walk.id] }, changes)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const names = Object.keys(officials) as OfficialName[]
const readers = names.filter((name) => name !== 'vera')

const actorOf = async (name: OfficialName) => {
  const principal = await principalOf(store, town.officials[name])
  if (principal.kind !== 'account') throw new Error('Not an account')
  return accountActor(principal)
}

async function ask(name: OfficialName, query: ObservationQuery) {
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)]),
  )
  const response = await test.app.inject({
    method: 'GET',
    url: `/api/observations?${search.toString()}`,
    headers: { cookie: town.officials[name].cookie },
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<Reply<'listObservations'>>()
}

/** Everything, page by page. */
async function readAll(name: OfficialName, query: ObservationQuery) {
  const first = await ask(name, query)
  const ids = first.items.map(({ id }) => id)
  let next = first.next
  while (next !== null) {
    const page = await ask(name, { ...query, cursor: next })
    expect(page.total).toBe(first.total)
    expect(page.items.length).toBeGreaterThan(0)
    ids.push(...page.items.map(({ id }) => id))
    next = page.next
  }
  return { ids, total: first.total }
}

/** A query whose cursor is well made and means nothing. */
const byHand = (sort: DeskSort, value: string) => ({
  sort,
  cursor: cursorOf(sort, [value, someUuid()]),
})

describe('a map that was panned round the world', () => {
  const clustersOf = async (cookie: string, bbox: string) => {
    const url = `/api/observations/clusters?bbox=${bbox}&zoom=12`
    const response = await test.app.inject({ method: 'GET', url, headers: { cookie } })
    expect([bbox, response.statusCode]).toEqual([bbox, 200])
    return response.json<Reply<'clusterObservations'>>()
  }

  it('finds what the same view at home finds, in list and groups', async () => {
    const { cookie } = town.officials.carla
    const home = await readAll('carla', { bbox: '9.875,57,10,57.0625' })
    const groups = await clustersOf(cookie, '9.875,57,10,57.0625')
    expect(home.total).toBeGreaterThan(0)
    for (const turn of [-720, -360, 360, 1080]) {
      const bbox = `${9.875 + turn},57,${10 + turn},57.0625`
      expect(await readAll('carla', { bbox })).toEqual(home)
      expect(await clustersOf(cookie, bbox)).toEqual(groups)
    }
  })

  it('finds everything where a wide screen shows more than the whole world', async () => {
    const all = await readAll('carla', {})
    expect(await readAll('carla', { bbox: '-260.5,-96.25,300,100' })).toEqual(all)
    const wide = await clustersOf(town.officials.carla.cookie, '-260.5,-96.25,300,100')
    expect(wide.total).toBe(all.total)
  })

  it('finds pins on both sides of the antimeridian, and none beyond the view', async () => {
    const fiji = await seedMunicipality(store, 'Fiji')
    const at = (longitude: number) => ({ longitude, latitude: -17, source: 'map' as const })
    const [change] = fc.sample(anyChange, { numRuns: 1, seed: 3 })
    if (!change) throw new Error('No change')
    const plain = { ...change, category: 'lys.slukket', isWithdrawn: false, text: 'lampe' }
    await fillDesk(
      store,
      { municipalityId: fiji.id, walkIds: [fiji.walk.id] },
      [179, -179, 100, -100].map((longitude) => ({ ...plain, position: at(longitude) })),
    )
    const { cookie } = fiji.officials.carla
    for (const bbox of ['178,-20,182,-10', '-182,-20,-178,-10', '538,-20,542,-10']) {
      for (const more of ['', '&q=lampe', '&status=' + plain.status]) {
        const url = `/api/observations?bbox=${bbox}${more}`
        const response = await test.app.inject({ method: 'GET', url, headers: { cookie } })
        const { items, total } = response.json<Reply<'listObservations'>>()
        const found = items.map(({ position }) => position.longitude).toSorted((a, b) => a - b)
        expect([url, found, total]).toEqual([url, [-179, 179], 2])
      }
      const { clusters, total } = await clustersOf(cookie, bbox)
      const places = clusters.map(({ longitude }) => longitude).toSorted((a, b) => a - b)
      expect([bbox, places, total]).toEqual([bbox, [-179, 179], 2])
    }
  })
})

describe('the desk’s list', () => {
  it('holds exactly what the filter finds and the reader may see, in order, page by page', async () => {
    const walkIds = [town.walk.id, town.otherWalk.id]
    const anyCase = fc.record({ name: fc.constantFrom(...readers), query: anyQuery(walkIds) })
    const actors = new Map(
      await Promise.all(readers.map(async (name) => [name, await actorOf(name)] as const)),
    )
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ name, query }) => {
        const actor = actors.get(name)
        if (!actor) throw new Error('No such reader')
        const expected = expectedList(stored, query, actor).map(({ id }) => id)
        // A page of one would take four hundred requests.
        const limit = expected.length > 60 ? 50 : (query.limit ?? 50)
        expect(await readAll(name, { ...query, limit })).toEqual({
          ids: expected,
          total: expected.length,
        })
      }),
      { numRuns: 150, seed: 7 },
    )
  })

  it.each(readers)('shows %s the whole unfiltered list in every order', async (name) => {
    for (const sort of deskSorts) {
      const expected = expectedList(stored, { sort }, await actorOf(name)).map(({ id }) => id)
      expect(await readAll(name, { sort, limit: 200 })).toEqual({
        ids: expected,
        total: expected.length,
      })
    }
  })

  it('gives bodies as the reader may see them', async () => {
    const { items } = await ask('adam', { limit: 200 })
    expect(items.some(({ isRestricted }) => isRestricted)).toBe(false)
    for (const item of items) {
      expect(item).not.toHaveProperty('authorClientId')
      expect(item.authorName).toBeNull()
    }
  })

  it.each([
    ['a status that does not exist', { status: 'lost' }],
    ['a walk id that is none', { walk: 'x' }],
    ['a box turned round', { bbox: '10,57,9,58' }],
    ['a box of no numbers', { bbox: '0,0,0,' }],
    ['commas for a filter', { status: ',' }],
    ['a cursor of another order', { cursor: 'due' }],
    ['a cursor made by hand', { cursor: Buffer.from('["new","1","x"]').toString('base64url') }],
    ['a cursor on no day of the calendar', byHand('due', '2026-02-30')],
    [
      'a cursor in no half of the list',
      { sort: 'mine', cursor: cursorOf('mine', ['theirs', '2026-02-03', someUuid()]) },
    ],
    ['a cursor on a day without a year', byHand('due', '0000-01-01')],
    ['a cursor before all time', byHand('new', '-999999999999999999')],
    ['too large a page', { limit: 201 }],
    ['a number that is none', { limit: 'ten' }],
    ['an unknown order', { sort: 'random' }],
    ['a text no database can hold', { party: 'a\u0000' }],
  ])('refuses %s', async (_what, wrong) => {
    const { next } = await ask('carla', { sort: 'due', limit: 1 })
    const query = {
      ...wrong,
      ...('cursor' in wrong && wrong.cursor === 'due' ? { cursor: next } : {}),
    }
    const search = new URLSearchParams(query as Record<string, string>)
    const response = await test.app.inject({
      method: 'GET',
      url: `/api/observations?${search.toString()}`,
      headers: { cookie: town.officials.carla.cookie },
    })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ type: 'bad-request' })
  })
})
