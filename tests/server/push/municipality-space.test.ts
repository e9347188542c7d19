import { beforeAll, describe, expect, it } from 'vitest'
import type { Municipality } from '../../../shared/municipality/municipality.ts'
import { startPull } from '../../../server/sync/pull/pull-changes.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs, principalOf, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  return () => database.drop()
})

const setEfforts = (
  categoryEfforts: { category: string; efforts: string[] }[],
  person: TestMunicipality['officials']['carla'] = town.officials.carla,
  space = town.id,
) => {
  const args = { municipalityId: town.id, categoryEfforts }
  return applyAs(database, person, { name: 'municipality.set-category-efforts@1', args, space })
}

const bodyFor = async (person: Parameters<typeof applyAs>[1]): Promise<Municipality> => {
  const reader = await new TestReader(database, person, town.id).pullAll()
  return reader.rows.get(town.id)?.body as Municipality
}

describe('the space of a municipality', () => {
  it('has a feed of its own that its phones and its desk can read', async () => {
    for (const person of [town.phones.anna, town.officials.carla]) {
      expect(await bodyFor(person)).toMatchObject({ id: town.id, name: 'Aalborg' })
    }
  })

  it('is not there for people of another municipality', async () => {
    const abroad = await seedMunicipality(database, 'Rebild')
    const request = { protocol: 1, epoch: null, cursors: { [town.id]: '0' } }
    for (const person of [abroad.phones.anna, abroad.officials.carla]) {
      const principal = await principalOf(database, person)
      const outcome = await startPull(database, { principal, request, now: 0 })
      expect(outcome).toMatchObject({ ok: false, problem: { code: 'forbidden' } })
    }
  })

  it('takes in what belongs to it, and nothing that belongs to a walk', async () => {
    const pin = { name: 'walk.close@1', args: { walkId: town.walk.id }, space: town.id } as const
    expect(await applyAs(database, town.officials.carla, pin)).toMatchObject({
      code: 'wrong-space',
    })
    const wrong = await setEfforts([], town.officials.carla, town.walk.id)
    expect(wrong).toMatchObject({ code: 'wrong-space' })
  })
})

describe('which efforts a category feeds', () => {
  it('is set by the coordinator or an administrator, and by nobody else', async () => {
    const set = [{ category: 'lys.slukket', efforts: ['bydel'] }]
    for (const person of ['carla', 'adam'] as const) {
      expect(await setEfforts(set, town.officials[person])).toMatchObject({ status: 'applied' })
    }
    for (const person of ['kim', 'eva', 'vera'] as const) {
      expect(await setEfforts(set, town.officials[person])).toMatchObject({ code: 'not-allowed' })
    }
    expect(await bodyFor(town.officials.carla)).toMatchObject({ categoryEfforts: set })
  })

  it('is refused for a category that there is not', async () => {
    const set = [{ category: 'lys.findes-ikke', efforts: ['bydel'] }]
    expect(await setEfforts(set)).toMatchObject({ code: 'unknown-category' })
  })

  it('decides at once what the owner of an effort sees, also of what was pulled before', async () => {
    await setEfforts([{ category: 'lys.slukket', efforts: ['bydel'] }])
    const id = await pinAs(database, town.phones.anna, { category: 'lys.slukket' })
    const reader = await new TestReader(database, town.officials.eva, town.walk.id).pullAll()
    expect(reader.observation(id)).toBeDefined()
    await setEfforts([{ category: 'lys.slukket', efforts: ['natteliv'] }])
    await reader.pullAll()
    expect(reader.observation(id)).toBeUndefined()
    await setEfforts([{ category: 'lys.slukket', efforts: ['bydel', 'natteliv'] }])
    await reader.pullAll()
    expect(reader.observation(id)).toBeDefined()
  })
})
