import type { TestDatabase } from './open-test-database.ts'

/**
 * A hash of every table's rows, so that a test can say that nothing was written, and which table was when it is wrong. `except` names
 * tables that change by themselves.
 */
export async function tableContents(
  store: Pick<TestDatabase, 'pool'>,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const tables = await store.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const names = tables.rows.map(({ name }) => name).filter((name) => !except.includes(name))
  const hashes = names.map(
    (name) => `select '${name}' as name, (select count(*) || ' rows ' ||
      md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "${name}" t) as contents`,
  )
  const { rows } = await store.pool.query<{ name: string; contents: string }>(
    hashes.join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, contents }) => [name, contents]))
}
