import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/store/database/database.ts'
import { lockSpace, writeSyncRows } from '../../../server/store/spaces/feed-store.ts'
import { joinWalk } from '../../../server/store/walks/membership-store.ts'
import { collectTombstones } from '../../../server/store/spaces/tombstone-store.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase(undefined, 16)
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterEach(() => database.truncate())
afterAll(() => database.drop())

const reader = (person: TestMunicipality['phones']['anna'] = town.phones.anna) =>
  new TestReader(database, person, town.walk.id)
const withdraw = (id: Uuid) =>
  applyAs(database, town.phones.anna, {
    name: 'observation.withdraw@1',
    args: { observationId: id },
  })

describe('the lock of a space', () => {
  const writeRow = (space: Uuid, locked: Uuid | null) =>
    database.db.transaction().execute(async (tx) => {
      const key = { municipalityId: town.id, spaceId: space }
      if (locked) await lockSpace(tx, { ...key, spaceId: locked })
      const rows = [{ kind: 'observation' as const, id: someUuid(), seq: 2n, body: {} }]
      await writeSyncRows(tx, key, { rows, head: 2n })
    })

  it('C6: is required by the database for every synced row', async () => {
    const space = town.walk.id
    await expect(writeRow(space, null)).rejects.toMatchObject({ code: 'LY001' })
    await expect(writeRow(space, town.otherWalk.id)).rejects.toMatchObject({ code: 'LY001' })
    await writeRow(space, space)
    const update = sql`update sync_rows set body = '{"x": 1}', seq = 9 where kind = 'observation'`
    await expect(update.execute(database.db)).rejects.toMatchObject({ code: 'LY001' })
  })

  it('C6: does not outlive its transaction on a connection of the pool', async () => {
    const single = openDatabase({ ...database.address, poolSize: 1 })
    try {
      await single.db.transaction().execute(async (tx) => {
        await lockSpace(tx, { municipalityId: town.id, spaceId: town.walk.id })
      })
      const insert = sql`
        insert into sync_rows (municipality_id, space_id, kind, id, seq, body)
        values (${town.id}, ${town.walk.id}, 'observation', ${someUuid()}, 7, '{}')`
      await expect(insert.execute(single.db)).rejects.toMatchObject({ code: 'LY001' })
    } finally {
      await single.close()
    }
  })

  it('C6: prevents a row from going back to a smaller number', async () => {
    await pinAs(database, town.phones.anna)
    const back = database.db.transaction().execute(async (tx) => {
      await lockSpace(tx, { municipalityId: town.id, spaceId: town.walk.id })
      await sql`update sync_rows set seq = 0 where kind = 'observation'`.execute(tx)
    })
    await expect(back).rejects.toMatchObject({ code: 'LY002' })
  })
})

describe('a reset of the feed', () => {
  it('C9: follows the collection of tombstones for readers that are too old, and only for those', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 5; count += 1) ids.push(await pinAs(database, town.phones.anna))
    const old = reader()
    await old.pullPage(3)
    const older = await reader().pullAll()
    await withdraw(ids[0] ?? '')
    const fresh = await reader().pullAll()
    expect(await collectTombstones(database, new Date(0))).toBe(0)
    expect(await collectTombstones(database, new Date(Date.now() + 1000))).toBe(1)
    const expected = (await reader().pullAll()).base
    for (const one of [old, older, fresh]) await one.pullAll(2)
    expect([old.base, older.base, fresh.base]).toEqual([expected, expected, expected])
    expect([old.resets, older.resets, fresh.resets]).toEqual([1, 1, 0])
  })

  it('C9: ends with small pages too, although the new base begins below the floor', async () => {
    for (let count = 0; count < 5; count += 1) await pinAs(database, town.phones.anna)
    const last = await pinAs(database, town.phones.anna)
    const old = reader()
    await old.pullPage(1)
    await withdraw(last)
    await collectTombstones(database, new Date(Date.now() + 1000))
    await old.pullAll(1)
    expect(old.resets).toBe(1)
    expect(old.base).toEqual((await reader().pullAll(1)).base)
  })

  it('follows another epoch and a head that went back, as after a restore', async () => {
    await pinAs(database, town.phones.anna)
    const one = await reader().pullAll()
    one.epoch = someUuid()
    await one.pullAll()
    expect(one.resets).toBe(1)
    one.cursor = '9223372036854775807'
    await one.pullAll()
    one.cursor = '9999999999999999999'
    await one.pullAll()
    expect(one.resets).toBe(3)
    expect(one.base).toEqual((await reader().pullAll()).base)
  })

  it('C10: is not needed beyond 2^53, where cursors are still exact', async () => {
    await sql`update spaces set head = 9007199254740992 where id = ${town.walk.id}`.execute(
      database.db,
    )
    const [first, second] = [
      await pinAs(database, town.phones.anna),
      await pinAs(database, town.phones.anna),
    ]
    const one = reader()
    await one.pullPage(1)
    await one.pullPage(1)
    expect(one.cursor).toBe('9007199254740993')
    expect(one.observation(first)).toBeDefined()
    expect(one.observation(second)).toBeUndefined()
    await one.pullAll(1)
    expect(one.cursor).toBe('9007199254740994')
    expect(one.resets).toBe(0)
  })

  it('follows a new role of a member that reveals what the feed has hidden', async () => {
    const id = await pinAs(database, town.phones.anna, { category: 'adf.chikane' })
    const ole = await reader(town.phones.ole).pullAll()
    expect(ole.observation(id)).toBeUndefined()
    await database.db.transaction().execute((tx) =>
      joinWalk(tx, {
        municipalityId: town.id,
        walkId: town.walk.id,
        clientId: town.phones.ole.clientId,
        role: 'leader',
        displayName: null,
        now: new Date(),
      }),
    )
    expect((await ole.pullAll()).observation(id)).toBeDefined()
    expect(ole.resets).toBe(1)
  })
})
