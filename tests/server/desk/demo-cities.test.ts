import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCities } from '../../../server/demo/demo-cities.ts'
import { loadDemoWhenEmpty } from '../../../server/demo/load-demo.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

const loadedAt = Date.parse('2026-11-29T11:00:00Z')
const hjoerringPlaces = ['Nørre Torv', 'Sindal Anlæg, legepladsen']

interface Found {
  total: number
  items: { id: string; place: string | null; partyIds: string[] }[]
}

describe('the two cities of the demo', () => {
  let store: TestDatabase
  let test: TestApp

  beforeAll(async () => {
    store = await openTestDatabase()
    await loadDemoWhenEmpty(store, loadedAt)
    test = await buildTestApp({ store, now: () => loadedAt })
  })
  afterAll(async () => {
    await test.close()
    await store.drop()
  })

  async function signIn(email: string): Promise<string> {
    const body = { email, password: 'lygte-demo' }
    const reply = await test.app.inject({
      ...{ method: 'POST', url: '/api/sessions', headers: sameOrigin, body },
    })
    expect(reply.statusCode).toBeLessThan(300)
    return String(reply.headers['set-cookie']).split(';')[0] ?? ''
  }
  const ask = (url: string, cookie: string) => test.app.inject({ url, headers: { cookie } })
  const find = async (cookie: string, query = '') =>
    (await ask(`/api/observations?limit=100${query}`, cookie)).json<Found>()

  it('hide everything of one from the officials of the other: list, map, single pins and search', async () => {
    const [there, here] = await Promise.all(
      ['koordinator@hjoerring.demo.lygte.dk', 'koordinator@demo.lygte.dk'].map(signIn),
    )
    const [sindal, aalborg] = [await find(there ?? ''), await find(here ?? '')]
    expect([sindal.total, aalborg.total]).toEqual([5, 29])
    expect(sindal.items.map(({ place }) => place)).toEqual(expect.arrayContaining(hjoerringPlaces))
    expect(aalborg.items.filter(({ place }) => hjoerringPlaces.includes(place ?? ''))).toEqual([])
    expect((await find(here ?? '', '&q=legepladsen')).total).toBe(0)
    const world = '/api/observations/clusters?bbox=9,56,11,58&zoom=8'
    const counts = [there, here].map(async (cookie) =>
      (await ask(world, cookie ?? '')).json<Found>(),
    )
    expect((await Promise.all(counts)).map(({ total }) => total)).toEqual([5, 29])
    const [foreign] = sindal.items
    expect((await ask(`/api/observations/${foreign?.id ?? ''}`, here ?? '')).statusCode).toBe(404)
  })

  it('have parties of their own, and every step of their stories belongs to one of them', async () => {
    for (const { municipality, accounts } of demoCities) {
      const known = municipality.parties.map(({ id }) => id)
      const cookie = await signIn(accounts.koordinator?.email ?? '')
      const { items } = await find(cookie)
      const named = [...items, ...Object.values(accounts)].flatMap(({ partyIds }) => partyIds)
      expect(named.filter((id) => !known.includes(id))).toEqual([])
    }
  })

  it('let a phone join the open walk of Sindal, with the town as its area', async () => {
    const body = { code: 'SIND26', clientId: someUuid(), displayName: 'Anna' }
    const reply = await test.app.inject({
      ...{ method: 'POST', url: '/api/walks/join', headers: sameOrigin, body },
    })
    expect(reply.json()).toMatchObject({
      municipality: { name: 'Hjørring' },
      walk: { phase: 'open', startsAt: null, area: [10.1646, 57.4498, 10.2351, 57.4899] },
    })
  })
})
