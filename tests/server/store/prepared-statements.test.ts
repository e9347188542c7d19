import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/store/database/schema.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let store: TestDatabase
beforeAll(async () => {
  // One connection, so that each test sees what the one before has left in it.
  store = await openTestDatabase(undefined, 1)
  await store.pool.query('create table notes (words text primary key)')
})
afterAll(() => store.drop())

const say = async (db: Kysely<Database>, words: string) => {
  const { rows } = await sql<{ said: string }>`select ${words}::text as said`.execute(db)
  return rows[0]?.said
}
const preparedOnes = async () => {
  const { rows } = await store.pool.query<{ statement: string }>(
    'select statement from pg_prepared_statements order by 1',
  )
  return rows.map(({ statement }) => statement)
}

describe('statements through the preparing pool', () => {
  it('are prepared once a connection however often they run; those of the ordinary pool are not', async () => {
    expect(await say(store.db, 'a')).toBe('a')
    expect(await preparedOnes()).toEqual([])
    for (const words of ['b', 'c', 'd']) expect(await say(store.prepared, words)).toBe(words)
    expect(await preparedOnes()).toEqual(['select $1::text as said'])
  })

  it('work unprepared when there are more than a connection keeps', async () => {
    for (let index = 0; index < 250; index += 1) {
      const { rows } = await sql<{
        sum: number
      }>`select ${index}::int + ${sql.lit(index)} as sum`.execute(store.prepared)
      expect(rows[0]?.sum).toBe(2 * index)
    }
    expect((await preparedOnes()).length).toBeLessThanOrEqual(200)
  })

  it('of a transaction are kept all together or not at all', async () => {
    const write = (db: Kysely<Database>, words: string) =>
      sql`insert into notes values (${words})`.execute(db)
    await store.prepared.transaction().execute(async (tx) => {
      await write(tx, 'one')
      await write(tx, 'two')
    })
    const broken = store.prepared.transaction().execute(async (tx) => {
      await write(tx, 'three')
      throw new Error('changed its mind')
    })
    await expect(broken).rejects.toThrow('changed its mind')
    const { rows } = await store.pool.query<{ words: string }>('select words from notes order by 1')
    expect(rows.map(({ words }) => words)).toEqual(['one', 'two'])
  })
})
