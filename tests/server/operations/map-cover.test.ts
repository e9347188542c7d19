import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mapCoverNotes } from '../../../server/start/open-map.ts'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality } from '../../support/fixtures/people.ts'

let store: TestDatabase
let town: { name: string; box: BoundingBox }
beforeAll(async () => {
  store = await openTestDatabase()
  await seedMunicipality(store)
  const columns = ['name', 'west', 'south', 'east', 'north'] as const
  const found = await store.db
    .selectFrom('municipalities')
    .select(columns)
    .executeTakeFirstOrThrow()
  const { name, west, south, east, north } = found
  town = { name, box: [west, south, east, north] }
})
afterAll(() => store.drop())

const notesOf = (...parts: BoundingBox[]) =>
  mapCoverNotes(store, { parts: parts.map((bounds) => ({ bounds })) } as unknown as MapSet)

describe('the start of the server', () => {
  it('names a town that the map file does not cover', async () => {
    const [note, ...more] = await notesOf([0, 0, 1, 1])
    expect(note).toContain(`${town.name}: kortet dækker ikke området`)
    expect(note).toContain('The map does not cover the area')
    expect(more).toEqual([])
  })

  it('tells how much of a town the map file covers, and never that a small part is none of it', async () => {
    const [west, south, east, north] = town.box
    const [half] = await notesOf([west, south, (west + east) / 2, north])
    expect(half).toContain(`${town.name}: kortet dækker 50 % af området`)
    const [little] = await notesOf([
      west,
      south,
      west + (east - west) / 15,
      south + (north - south) / 15,
    ])
    expect(little).toContain('kortet dækker 1 % af området')
  })

  it('says nothing of a town that is covered, nor where there is no map at all', async () => {
    expect(await notesOf(town.box)).toEqual([])
    expect(await mapCoverNotes(store, null)).toEqual([])
  })
})
