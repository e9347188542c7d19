import { beforeAll, describe, expect, it } from 'vitest'
import { nothingObserved } from '../../../shared/rating/observed.ts'
import type { MutationArgs } from '../../../shared/sync/registry.ts'
import { readObserved } from '../../../server/store/ratings/observed-store.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { applyAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
const stopId = someUuid()

beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  const stop = { id: stopId, name: 'Tunnelen', longitude: 9.92, latitude: 57.04 }
  await applyAs(database, town.officials.carla, {
    name: 'walk.edit@1',
    args: { walkId: town.walk.id, changes: { stops: { base: [], value: [stop] } } },
    space: town.walk.id,
  })
  return () => database.drop()
})

type Args = MutationArgs<'stop-observed.set@1'>

const observe = (
  person: TestPhone | TestOfficial,
  { capturedAt, ...changes }: Partial<Args> & { capturedAt?: string } = {},
) => {
  const args: Args = {
    ...{ observedId: someUuid(), walkId: town.walk.id, stopId, observer: someUuid() },
    factors: { ...nothingObserved, light: 1, eyes: 0 },
    ...changes,
  }
  const mutation = { name: 'stop-observed.set@1', args, space: town.walk.id } as const
  return applyAs(database, person, { ...mutation, ...(capturedAt && { capturedAt }) })
}

const stored = () => readObserved(database.db, { municipalityId: town.id, walkId: town.walk.id })

describe('what the recorder has observed at a stop', () => {
  it('is kept with the light and the function, and again changes what the same phone has said', async () => {
    const observer = someUuid()
    const { lone } = town.phones
    await observe(lone, { observer, capturedAt: '2026-10-29T18:07:31.250Z' })
    const factors = { ...nothingObserved, light: 3, help: 2 } as const
    await observe(lone, { observer, factors, capturedAt: '2026-10-29T18:09:00.000Z' })
    expect((await stored()).filter((one) => one.observer === observer)).toEqual([
      {
        ...{ walkId: town.walk.id, stopId, observer, role: 'leader', factors },
        ...{ light: 'dark', observedAt: '2026-10-29T18:09:00.000Z', isLate: false },
      },
    ])
  })

  it('stands beside what another phone has observed there', async () => {
    const [first, second] = [someUuid(), someUuid()]
    await observe(town.phones.lone, { observer: first })
    await observe(town.phones.lone, { observer: second })
    const observers = (await stored()).map(({ observer }) => observer)
    expect(observers).toEqual(expect.arrayContaining([first, second]))
  })

  it('is refused from a walker and from the desk, for another walk, and with a step that does not exist', async () => {
    const { anna, lone } = town.phones
    expect(await observe(anna)).toMatchObject({ code: 'not-allowed' })
    expect(await observe(town.officials.carla)).toMatchObject({ code: 'not-allowed' })
    expect(await observe(lone, { walkId: town.otherWalk.id })).toMatchObject({
      code: 'wrong-space',
    })
    const factors = { ...nothingObserved, light: 4 } as unknown as Args['factors']
    expect(await observe(lone, { factors })).toMatchObject({ code: 'invalid-arguments' })
  })

  it('is never from the future, however wrong the clock of the phone is', async () => {
    const observer = someUuid()
    await observe(town.phones.lone, { observer, capturedAt: '2099-01-01T12:00:00.000Z' })
    const one = (await stored()).find((row) => row.observer === observer)
    expect(Date.parse(one?.observedAt ?? '')).toBeLessThanOrEqual(Date.now())
  })

  it('is in no feed, and leads to no phone', async () => {
    await observe(town.phones.lone)
    const reader = await new TestReader(database, town.phones.lone, town.walk.id).pullAll()
    expect([...reader.rows.values()].map(({ kind }) => kind)).not.toContain('stop-observed')
    expect(JSON.stringify(await stored())).not.toContain(town.phones.lone.clientId)
  })
})
