import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { tableEntries } from '../../../shared/my-table/table-entries.ts'
import { openStatuses } from '../../../shared/observation/list-filters.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { fillDesk, type Change } from '../../support/oracles/desk-world.ts'
import { accountActor } from '../../../server/identity/principal.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type OfficialName,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { principalOf } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

/** Half past eleven in the evening in Copenhagen. */
const now = Date.parse('2026-11-20T22:30:00Z')
let store: TestDatabase
let test: TestApp
let town: TestMunicipality

const plain: Change = {
  ...{ category: 'lys.slukket', status: 'received', severity: 2, partyIds: [], dueOn: null },
  ...{ isWithdrawn: false, text: '', place: '', receivedAt: '2026-11-19T12:00:00.000Z' },
  position: { longitude: 9.9, latitude: 57.05, source: 'map' },
  ...{ answer: null, comments: [] },
}
const road = { ...plain, status: 'assigned' as const, partyIds: ['road'] }
const said = {
  ...{ id: someUuid(), audience: 'public' as const, text: 'Hallo?', by: '' },
  ...{ at: '2026-11-19T13:00:00.000Z', byRole: 'walker' as const },
}
const back = {
  ...{ partyId: 'road', reason: 'not-our-area' as const, text: 'Nej', by: 'Vej', at: said.at },
}

const get = async (name: OfficialName, url: string) => {
  const { cookie } = town.officials[name]
  const answer = await test.app.inject({ url, headers: { cookie } })
  expect([url, answer.statusCode]).toEqual([url, 200])
  return answer
}
const tableOf = async (name: OfficialName) =>
  (await get(name, '/api/desk/table')).json<Reply<'readTable'>>()
const totalsOf = async (name: OfficialName) =>
  Object.fromEntries((await tableOf(name)).lines.map((line) => [line.name, line.total]))

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  town = await seedMunicipality(store)
  await fillDesk(store, { municipalityId: town.id, walkIds: [town.walk.id] }, [
    plain,
    { ...plain, category: 'god.plads', severity: 0 },
    { ...plain, status: 'forwarded' },
    { ...plain, comments: [said], status: 'done' },
    { ...plain, givenBack: [back, back] },
    { ...plain, isWithdrawn: true },
    { ...road, severity: 4, dueOn: '2026-11-19' },
    // The last day of the week that begins today, and the first after it.
    { ...road, dueOn: '2026-11-26' },
    { ...road, dueOn: '2026-11-27', comments: [said] },
    { ...road, dueOn: '2026-11-20', status: 'accepted' },
    { ...road, partyIds: ['police'], status: 'reopened', severity: 4 },
    { ...road, category: 'adf.ophold', partyIds: ['police'], dueOn: '2026-11-01' },
  ])
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

describe('my table', () => {
  it('counts for a party what waits for it, and nothing of others', async () => {
    expect(await totalsOf('kim')).toEqual({
      ...{ acute: 1, acceptance: 3, overdue: 1, soon: 2, replies: 1, reopened: 0 },
    })
    expect(await totalsOf('pia')).toEqual({
      ...{ acute: 1, acceptance: 1, overdue: 1, soon: 0, replies: 0, reopened: 1 },
    })
  })

  it('counts for the coordinator what waits in the whole municipality, and what nobody has', async () => {
    expect(await totalsOf('carla')).toEqual({
      ...{ acute: 2, overdue: 2, soon: 2, replies: 2, reopened: 1 },
      ...{ owner: 3, 'sent-back': 1, 'moved-twice': 0 },
    })
  })

  it('is empty for those who decide nothing', async () => {
    expect(await tableOf('adam')).toEqual({ lines: [], next: null })
  })

  it('names the finding whose deadline comes first, of the reader’s own', async () => {
    expect((await tableOf('kim')).next).toMatchObject({ dueOn: '2026-11-19' })
    expect((await tableOf('carla')).next).toMatchObject({ dueOn: '2026-11-01' })
  })

  it.each(['kim', 'pia', 'carla'] as const)(
    'opens for %s exactly the lists that it counts',
    async (name) => {
      const principal = await principalOf(store, town.officials[name])
      if (principal.kind !== 'account') throw new Error('Not an account')
      const totals = await totalsOf(name)
      for (const { name: line, filters, showsAll } of tableEntries(accountActor(principal))) {
        const status = filters.status ?? (showsAll ? '' : openStatuses.join(','))
        const query = new URLSearchParams({ ...filters, status })
        const list = await get(name, `/api/observations?${query.toString()}`)
        expect([line, list.json<Reply<'listObservations'>>().total]).toEqual([line, totals[line]])
      }
    },
  )
})
