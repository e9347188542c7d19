import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { pushAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

const at = (day: string) => Date.parse(`${day}T09:00:00Z`)
const recipient = 'Banedanmark'

describe('findings that were sent on', () => {
  let store: TestDatabase
  let test: TestApp
  let town: TestMunicipality
  let now = at('2026-10-05')

  beforeAll(async () => {
    store = await openTestDatabase()
    test = await buildTestApp({ store, now: () => now })
    town = await seedMunicipality(store)
  })
  afterAll(async () => {
    await test.close()
    await store.drop()
  })

  async function act(person: TestOfficial | TestPhone, mutation: KnownMutation): Promise<void> {
    const { results } = await pushAs(store, person, {
      ...{ mutations: [makeEnvelope(mutation)], space: town.walk.id, now },
    })
    expect(results).toMatchObject([{ status: 'applied' }])
  }
  async function pin(): Promise<string> {
    const args = makeCreate({ category: 'lys.slukket' })
    await act(town.phones.anna, { name: 'observation.create@1', args })
    return args.observationId
  }
  async function read<T>(url: string, cookie: string): Promise<T> {
    return (await test.app.inject({ url, headers: { cookie } })).json<T>()
  }

  it('are on the table of the party that keeps an eye on them, and late there after its day', async () => {
    const observationId = await pin()
    const base = { status: 'received' as const, partyIds: [], dueOn: null }
    const followUp = { partyIds: ['road'], dueOn: '2026-11-02' }
    await act(town.officials.carla, {
      name: 'observation.forward@1',
      args: { observationId, base, recipient, ...followUp },
    })
    const { cookie } = town.officials.kim
    const overdue = () => read<Reply<'readOverdue'>>('/api/overdue', cookie)
    expect(await overdue()).toMatchObject({ parties: [], findings: 0 })
    now = at('2026-11-03')
    expect(await overdue()).toMatchObject({
      ...{ parties: [{ partyId: 'road', findings: 1, oldestDueOn: '2026-11-02' }], findings: 1 },
    })
    const list = await read<Reply<'listObservations'>>('/api/observations?late=overdue', cookie)
    expect(list.items.map(({ id }) => id)).toEqual([observationId])
  })

  it('are among those that nobody has where a client of before named nobody', async () => {
    const observationId = await pin()
    const args = { observationId, base: 'received', status: 'forwarded', recipient } as const
    await act(town.officials.carla, { name: 'observation.set-status@1', args })
    now += 8 * 86_400_000
    const { cookie } = town.officials.carla
    expect(await read<Reply<'readOverdue'>>('/api/overdue', cookie)).toMatchObject({
      unowned: { findings: 1, isMore: false },
    })
    const list = await read<Reply<'listObservations'>>('/api/observations?late=unowned', cookie)
    expect(list.items.map(({ id }) => id)).toEqual([observationId])
  })
})
