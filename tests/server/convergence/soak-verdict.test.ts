import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { SavedPin, SoakPhone } from '../../soak/soak-phone.ts'
import { findViolations } from '../../soak/soak-verdict.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { photoOf, announcementOf } from '../../support/requests/upload-photo.ts'

/** A phone of the soak when it is over. */
const phoneWith = (saved: SavedPin[], shown: Uuid[] | null): SoakPhone => ({
  isEngine: shown !== null,
  saved,
  walk: () => Promise.resolve(),
  waiting: () => 0,
  look: () => Promise.resolve(shown),
  stop: () => undefined,
})

describe('the verdict of the soak', () => {
  let database: TestDatabase
  let town: TestMunicipality
  let saved: SavedPin[]

  beforeEach(async () => {
    database = await openTestDatabase()
    town = await seedMunicipality(database)
    const photo = photoOf(new Uint8Array([1]))
    const observationId = await pinAs(database, town.phones.anna, {
      photos: [announcementOf(photo)],
    })
    saved = [{ observationId, photoIds: [photo.photoId] }]
    await sql`update photos set state = 'stored'`.execute(database.db)
  })
  afterEach(() => database.drop())

  const judge = (phone: SoakPhone = phoneWith(saved, idsOf(saved))) =>
    findViolations(database, [phone], () => town.phones.anna.walkId)
  const idsOf = (pins: readonly SavedPin[]) => pins.map(({ observationId }) => observationId)

  it('finds nothing when everything that was saved is there once, with its photos, and shown', async () => {
    expect(await judge()).toEqual([])
    expect(await judge(phoneWith(saved, null))).toEqual([])
  })

  it('reports a pin that was saved and never arrived', async () => {
    const lost = { observationId: someUuid(), photoIds: [] }
    expect(await judge(phoneWith([...saved, lost], null))).toEqual([
      `pin ${lost.observationId}: 0 rows, 0 events`,
      '2 pins were saved, 1 are there',
      '1 pins were ever made',
    ])
  })

  it('reports a pin that was made twice', async () => {
    await sql`
      insert into events (municipality_id, space_id, seq, ord, subject_kind, subject_id, actor_kind, actor_label, kind)
      select municipality_id, space_id, seq, ord + 1, subject_kind, subject_id, actor_kind, actor_label, kind from events
      where kind = 'created'`.execute(database.db)
    expect(await judge()).toEqual([`pin ${idsOf(saved).join()}: 1 rows, 2 events`])
  })

  it('reports a pin that nobody saved', async () => {
    await pinAs(database, town.phones.anna)
    expect(await judge(phoneWith(saved, null))).toEqual([
      '1 pins were saved, 2 are there',
      '2 pins were ever made',
    ])
  })

  it('reports a photo that is not stored', async () => {
    await sql`update photos set state = 'received'`.execute(database.db)
    expect(await judge()).toEqual([expect.stringMatching(/^photo .* is received$/)])
  })

  it('reports a phone that shows something else than the server has', async () => {
    expect(await judge(phoneWith(saved, []))).toEqual(['a phone shows 0 of 1 pins, or others'])
    expect(await judge(phoneWith(saved, [someUuid()]))).toHaveLength(1)
  })
})
