import { beforeAll, describe, expect, it } from 'vitest'
import { applyRetention } from '../../../server/privacy/retention.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  testApp = await buildTestApp({ store: database })
  town = await seedMunicipality(database)
  return async () => {
    await testApp.close()
    await database.drop()
  }
})

const apply = (person: TestPhone | TestOfficial, mutation: KnownMutation) =>
  applyAs(database, person, { ...mutation, space: town.walk.id })
const setTop = (person: TestPhone | TestOfficial, findingId: string, rank: number | null) => {
  const args = { walkId: town.walk.id, findingId, rank }
  return apply(person, { name: 'walk.set-top@1', args })
}
const walkFor = async (person: TestPhone | TestOfficial): Promise<Walk> => {
  const reader = await new TestReader(database, person, town.walk.id).pullAll()
  return reader.rows.get(town.walk.id)?.body as Walk
}

describe('two people who gather a walk at once', () => {
  it('keep every finding that either has chosen, and link two findings one way only', async () => {
    const { lone, anna } = town.phones
    const { carla } = town.officials
    const [one, two] = [await pinAs(database, anna), await pinAs(database, anna)]
    await setTop(lone, one, 1)
    await setTop(carla, two, 1)
    expect((await walkFor(lone)).gathering?.top).toEqual([two, one])
    const link = (observationId: string, duplicateOf: string) =>
      ({ name: 'observation.link@1', args: { observationId, duplicateOf } }) as const
    expect(await apply(lone, link(one, two))).toMatchObject({ status: 'applied' })
    expect(await apply(carla, link(two, one))).toMatchObject({ code: 'needs-original' })
  })
})

describe('what is gathered', () => {
  it('is done by the leader and the coordinator, and refused for everybody else', async () => {
    const finding = await pinAs(database, town.phones.anna)
    const { phones, officials } = town
    const may = [phones.lone, officials.carla]
    const mayNot = [phones.anna, phones.ole, phones.rita, officials.kim, officials.eva]
    for (const person of [...may, ...mayNot, officials.adam]) {
      const { status, code } = await setTop(person, finding, 1)
      expect([person.name, status, code]).toEqual(
        may.includes(person)
          ? [person.name, 'applied', undefined]
          : [person.name, 'refused', 'not-allowed'],
      )
    }
  })

  it('is read by those who gather, and by nobody else: in the feed, at the desk and at joining', async () => {
    const finding = await pinAs(database, town.phones.anna, { category: 'adf.ophold' })
    await setTop(town.phones.lone, finding, 1)
    const { phones, officials } = town
    expect((await walkFor(phones.lone)).gathering?.top).toContain(finding)
    expect((await walkFor(officials.carla)).gathering?.top).toContain(finding)
    for (const person of [phones.ole, phones.rita, officials.kim]) {
      expect(await walkFor(person)).not.toHaveProperty('gathering')
    }
    const read = async ({ cookie }: TestOfficial) => {
      const headers = { cookie, 'x-lygte-desk': '1' }
      const url = `/api/walks/${town.walk.id}`
      return (await testApp.app.inject({ url, headers })).json<Walk>()
    }
    expect((await read(officials.carla)).gathering?.top).toContain(finding)
    expect(await read(officials.kim)).not.toHaveProperty('gathering')
  })
})

describe('former words of a corrected finding', () => {
  it('leave the store with the person who wrote them', async () => {
    const { anna, lone } = town.phones
    const observationId = await pinAs(database, anna, { text: 'Ring til Bo i nummer ni' })
    const changes = { text: { base: 'Ring til Bo i nummer ni', value: 'Lampen er slukket' } }
    const edited = await apply(lone, {
      name: 'observation.edit@1',
      args: { observationId, changes },
    })
    expect(edited).toMatchObject({ status: 'applied' })
    const stored = async () => {
      const rows = await database.db
        .selectFrom('observations')
        .select('body')
        .where('id', '=', observationId)
        .execute()
      return JSON.stringify(rows)
    }
    expect(await stored()).toContain('nummer ni')
    const later = Date.now() + 5 * 365 * 86_400_000
    const { photoFiles } = testApp.dependencies
    await applyRetention({ store: database, photoFiles, now: later })
    expect(await stored()).toContain('Lampen er slukket')
    expect(await stored()).not.toContain('nummer ni')
  })
})
