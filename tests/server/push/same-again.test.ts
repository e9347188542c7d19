import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWalk } from '../../../server/store/walks/walk-store.ts'
import { sameAgain } from '../../../shared/walk/again/same-again.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
})
afterAll(() => database.drop())

const stop = (name: string) => ({ id: someUuid(), name, longitude: 9.92, latitude: 57.04 })

const read = async (walkId: string): Promise<Walk> => {
  const walk = await readWalk(database.db, { municipalityId: town.id, walkId })
  if (!walk) throw new Error('no such walk')
  return walk
}

/** Everything that is stored of a walk. */
const rowsOf = async (walkId: string) => {
  const { db } = database
  const [walks, stops, ratings, rows, events] = await Promise.all([
    db.selectFrom('walks').selectAll().where('id', '=', walkId).execute(),
    db.selectFrom('walk_stops').selectAll().where('walk_id', '=', walkId).orderBy('id').execute(),
    db.selectFrom('stop_ratings').selectAll().where('walk_id', '=', walkId).execute(),
    db.selectFrom('sync_rows').selectAll().where('space_id', '=', walkId).orderBy('seq').execute(),
    db.selectFrom('events').selectAll().where('space_id', '=', walkId).orderBy('seq').execute(),
  ])
  return { walks, stops, ratings, rows, events }
}

async function walked(): Promise<Walk> {
  const { carla } = town.officials
  const walkId = someUuid()
  const at = { space: walkId }
  const party = await database.db
    .selectFrom('parties')
    .select('id')
    .where('municipality_id', '=', town.id)
    .executeTakeFirstOrThrow()
  const args = {
    ...{ walkId, title: 'Vejgaard', meetingPlace: 'Ved kirken', purpose: 'Lys', theme: 'Sti' },
    startsAt: '2026-10-29T18:00:00.000Z',
    endsAt: '2026-10-29T20:00:00.000Z',
    area: [9.9, 57.03, 9.96, 57.06] as [number, number, number, number],
    route: [
      [9.92, 57.04],
      [9.93, 57.05],
    ] as [number, number][],
    stops: [stop('Kirken'), stop('Tunnelen')],
    placeKind: 'path' as const,
    parties: [party.id],
    functions: ['leader' as const],
  }
  await applyAs(database, carla, { ...at, name: 'walk.create@1', args })
  await applyAs(database, carla, { ...at, name: 'walk.start@1', args: { walkId } })
  await applyAs(database, carla, {
    ...at,
    name: 'walk.set-weather@1',
    args: { walkId, weather: 'rain' },
  })
  await applyAs(database, carla, { ...at, name: 'walk.close@1', args: { walkId } })
  return read(walkId)
}

describe('"the same again" of a walk that is over', () => {
  it('makes a draft with the same ids of stops, the route, theme and parties, and changes nothing of the old one', async () => {
    const old = await walked()
    const before = await rowsOf(old.id)
    const walkId = someUuid()
    const args = sameAgain(old, walkId)
    const push = { name: 'walk.create@1', args, space: walkId } as const
    const answer = await applyAs(database, town.officials.carla, push)
    expect(answer.status).toBe('applied')
    const { id: _, startsAt, endsAt, phase, ...kept } = await read(walkId)
    expect([startsAt, endsAt, phase]).toEqual([null, null, 'planned'])
    const { functions, weather, openedAt, startedAt, closedAt, ...same } = old
    expect([functions, weather]).toEqual([['leader'], 'rain'])
    expect(openedAt && startedAt && closedAt).toBeTruthy()
    const { id: __, startsAt: ___, endsAt: ____, phase: _____, ...expected } = same
    expect(kept).toEqual(expected)
    expect(kept.stops.map(({ id }) => id)).toEqual(old.stops.map(({ id }) => id))
    expect(await rowsOf(old.id)).toEqual(before)
  })

  it('may be made of a copy, and its stops are still those of the first walk', async () => {
    const first = await walked()
    const { carla } = town.officials
    const ids = [someUuid(), someUuid()] as const
    let last = first
    for (const walkId of ids) {
      const args = sameAgain(last, walkId)
      await applyAs(database, carla, { name: 'walk.create@1', args, space: walkId })
      last = await read(walkId)
    }
    expect(last.stops).toEqual(first.stops)
  })
})
