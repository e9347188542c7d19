import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import {
  checkHighWater,
  keepHighWater,
  type HighWaterCheck,
} from '../../../server/store/database/high-water.ts'
import { readEpoch, replaceEpoch } from '../../../server/store/database/server-meta.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let database: TestDatabase
let folder: string
let check: HighWaterCheck

beforeAll(async () => {
  database = await openTestDatabase()
  return () => database.drop()
})

beforeEach(async () => {
  await database.truncate()
  folder = await mkdtemp(join(tmpdir(), 'lygte-high-water-'))
  check = { file: join(folder, 'high-water.json'), makeEpoch: randomUUID }
  return () => rm(folder, { recursive: true })
})

/** Two walks whose feeds have come this far. */
async function setHeads(first: string, second: string): Promise<void> {
  await database.truncate()
  await database.pool.query(
    `with area as (insert into municipalities (id, name, west, south, east, north, privacy)
       values (gen_random_uuid(), 'Rebild', 9, 56, 10, 57, '{}') returning id),
     walk as (insert into walks (municipality_id, id, title, phase, west, south, east, north)
       select area.id, gen_random_uuid(), 'x', 'open', 9, 56, 10, 57 from area, generate_series(1, 2)
       returning municipality_id, id)
     select 1`,
  )
  await database.pool.query(
    `insert into spaces (municipality_id, id, kind, head)
     select municipality_id, id, 'walk', case row_number() over () when 1 then $1::bigint else $2 end from walks`,
    [first, second],
  )
}

const marked = async () => JSON.parse(await readFile(check.file, 'utf8')) as unknown

it('the high-water file records how far the feeds have come, beyond 2^53 too', async () => {
  await setHeads('9007199254740993', '2')
  expect(await checkHighWater(database, check)).toBe(false)
  expect(await marked()).toEqual({
    epoch: await readEpoch(database),
    sum: '9007199254740995',
  })
  expect(await readdir(folder)).toEqual(['high-water.json'])
})

it('M5: a database that was restored from an older copy gets a new epoch, once', async () => {
  await setHeads('40', '7')
  await checkHighWater(database, check)
  const before = await readEpoch(database)
  await setHeads('40', '6')
  expect(await checkHighWater(database, check)).toBe(true)
  const after = await readEpoch(database)
  expect(after).not.toBe(before)
  expect(await checkHighWater(database, check)).toBe(false)
  expect(await readEpoch(database)).toBe(after)
})

it('M5: a copy from before the last change of the epoch is detected, though its feeds are as long', async () => {
  await setHeads('5', '5')
  const old = await readEpoch(database)
  await replaceEpoch(database, { from: old, to: randomUUID() })
  await checkHighWater(database, check)
  await replaceEpoch(database, { from: await readEpoch(database), to: old })
  expect(await checkHighWater(database, check)).toBe(true)
  expect(await readEpoch(database)).not.toBe(old)
})

it('M5: of two processes that detect an older copy at once, one sets the new epoch and the other keeps it', async () => {
  await setHeads('99', '99')
  await checkHighWater(database, check)
  const first = await readEpoch(database)
  for (let head = 98; head > 78; head -= 1) {
    await setHeads('99', String(head))
    const checks = Array.from({ length: 4 }, () => checkHighWater(database, check))
    expect((await Promise.all(checks)).filter(Boolean)).toEqual([true])
  }
  const old = await readEpoch(database)
  expect(old).not.toBe(first)
  await setHeads('99', '1')
  await checkHighWater(database, check)
  const fresh = await readEpoch(database)
  expect(fresh).not.toBe(old)
  expect(await replaceEpoch(database, { from: old, to: randomUUID() })).toBe(false)
  expect(await readEpoch(database)).toBe(fresh)
  expect(await checkHighWater(database, check)).toBe(false)
  expect(await readdir(folder)).toEqual(['high-water.json'])
})

it('the epoch stays the same while the feeds grow', async () => {
  await setHeads('1', '1')
  const epoch = await readEpoch(database)
  await checkHighWater(database, check)
  await setHeads('1', '2')
  expect(await checkHighWater(database, check)).toBe(false)
  expect(await marked()).toEqual({ epoch, sum: '3' })
})

it('the high-water file records the last state when the server stops, and survives a store that is away', async () => {
  await setHeads('1', '1')
  const end = keepHighWater(database, check)
  await setHeads('8', '1')
  await end()
  expect(await marked()).toMatchObject({ sum: '9' })

  const other = await openTestDatabase()
  const endAway = keepHighWater(other, check)
  await other.drop()
  await endAway()
  expect(await marked()).toMatchObject({ sum: '9' })
})
