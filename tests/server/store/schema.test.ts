import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { readTypedTables, type TypedColumn } from '../../support/oracles/typed-tables.ts'

let store: TestDatabase
beforeAll(async () => {
  store = await openTestDatabase()
})
afterAll(() => store.drop())

/** What the driver makes of each type (server/store/database/database.ts). What JSON holds is the schema's own word. */
const readAs: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int8: 'string',
  date: 'string',
  int8multirange: 'string',
  int2: 'number',
  int4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Uint8Array',
  jsonb: 'other',
  _text: 'string[]',
  _uuid: 'string[]',
}

/** Only plain SQL reads and writes these. */
const unknownToKysely = ['desk_tallies', 'desk_tally_changes', 'schema_migrations']

interface Line {
  table: string
  column: string
  type: string
  isNullable: boolean
  insert: TypedColumn['insert']
}

async function readColumns(): Promise<Record<string, Record<string, TypedColumn>>> {
  const { rows } = await store.pool.query<Line>(
    `select relname as table, attname as column, typname as type,
      not attnotnull as "isNullable",
      case when attgenerated <> '' then 'never' when atthasdef or not attnotnull then 'optional'
        else 'required' end as insert
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    join pg_type on pg_type.oid = atttypid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0
      and not attisdropped and relname <> all($1)`,
    [unknownToKysely],
  )
  const tables: Record<string, Record<string, TypedColumn>> = {}
  for (const { table, column, type, isNullable, insert } of rows) {
    const columns = (tables[table] ??= {})
    columns[column] = { reads: readAs[type] ?? `unknown type ${type}`, isNullable, insert }
  }
  return tables
}

/** Whether a generated column may be null is decided by its expression, of which the database says nothing. */
const withoutGuesses = (tables: Record<string, Record<string, TypedColumn>>) =>
  Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [
      table,
      Object.fromEntries(
        Object.entries(columns).map(([name, column]) => [
          name,
          column.insert === 'never' ? { ...column, isNullable: 'either' } : column,
        ]),
      ),
    ]),
  )

it('schema.ts has the tables and columns of the migrated database, with their types and what an INSERT must give', async () => {
  expect(withoutGuesses(readTypedTables())).toEqual(withoutGuesses(await readColumns()))
})
