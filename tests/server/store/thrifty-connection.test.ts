import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isTransient } from '../../../server/store/database/database.ts'
import { keepPlan } from '../../../server/store/database/thrifty-connection.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let store: TestDatabase
beforeAll(async () => {
  // One connection, so that each test sees what the one before has left in it.
  store = await openTestDatabase(undefined, 1)
  await store.pool.query('create table notes (words text primary key)')
})
afterEach(() => store.pool.query('delete from notes'))
afterAll(() => store.drop())

const write = (words: string) => sql`insert into notes values (${words})`
const readAll = async () =>
  (await store.pool.query<{ words: string }>('select words from notes order by words')).rows.map(
    ({ words }) => words,
  )

describe('a transaction whose begin is sent with its first statement', () => {
  it('keeps all of its statements together, or none', async () => {
    await store.db.transaction().execute(async (tx) => {
      await write('one').execute(tx)
      await write('two').execute(tx)
    })
    const broken = store.db.transaction().execute(async (tx) => {
      await write('three').execute(tx)
      throw new Error('changed its mind')
    })
    await expect(broken).rejects.toThrow('changed its mind')
    expect(await readAll()).toEqual(['one', 'two'])
  })

  it('keeps none when its first statement is refused', async () => {
    const broken = store.db.transaction().execute(async (tx) => {
      await sql`insert into nowhere values (1)`.execute(tx).catch(() => undefined)
      await write('after it').execute(tx)
    })
    await expect(broken).rejects.toThrow('current transaction is aborted')
    expect(await readAll()).toEqual([])
  })

  it('may end without a statement, and the next is one of its own', async () => {
    await store.db.transaction().execute(() => Promise.resolve())
    await write('alone').execute(store.db)
    const { rows } = await store.pool.query<{ at: string }>(
      `select (now() = statement_timestamp())::text as at`,
    )
    expect(rows).toEqual([{ at: 'true' }])
    expect(await readAll()).toEqual(['alone'])
  })

  it('says so with its first statement when the connection is gone', async () => {
    const client = await store.pool.connect()
    await client.query('begin')
    const killed = client.query('select pg_terminate_backend(pg_backend_pid())')
    const error: unknown = await killed.catch((reason: unknown) => reason)
    client.release(true)
    expect(isTransient(error)).toBe(true)
    await write('on a new one').execute(store.db)
    expect(await readAll()).toEqual(['on a new one'])
  })
})

describe('a statement with a kept plan', () => {
  const planned = async () =>
    (
      await store.pool.query<{ statement: string }>(
        `select statement from pg_prepared_statements order by 1`,
      )
    ).rows.map(({ statement }) => statement)

  it('is prepared once however often it is asked; others are not', async () => {
    const asked = (words: string) =>
      sql<{ said: string }>`${sql.raw(keepPlan)} select ${words}::text as said`.execute(store.db)
    const before = await planned()
    for (const words of ['a', 'b', 'c'])
      expect((await asked(words)).rows).toEqual([{ said: words }])
    await sql`select ${'d'}::text as said`.execute(store.db)
    const added = (await planned()).filter((statement) => !before.includes(statement))
    expect(added).toEqual([`${keepPlan} select $1::text as said`])
  })
})
