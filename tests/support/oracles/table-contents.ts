import type { TestDatabase } from '../databases/open-test-database.ts'

/** Housekeeping moves rows between them at any time; what stands in both together follows from the observations. */
const movedByTime = ['desk_tallies', 'desk_tally_changes']
/** A job writes some columns a second after a finding has come, from the map (0044-place-names.sql). */
const namedByMap: Record<string, string> = {
  observations: "(to_jsonb(t) - '{place_name,place_words,named_by,folded_text}'::text[])::text",
}
/** Guesses are counted although they are refused. */
const countsGuesses = 'wrong_answers'

/** A hash of every table's rows, so that a test can say that nothing was written, and which table was when it is wrong. */
export async function tableContents(
  store: Pick<TestDatabase, 'pool'>,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const tables = await store.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const names = tables.rows
    .map(({ name }) => name)
    .filter((name) => ![...movedByTime, countsGuesses, ...except].includes(name))
  // A sum needs no order, and costs a tenth of sorting the rows: some tests ask after every request.
  const hashes = names.map(
    (name) => `select '${name}' as name, (select count(*) || ' rows ' ||
      coalesce(sum(hashtextextended(${namedByMap[name] ?? 't::text'}, 0)::numeric), 0)
      from "${name}" t) as contents`,
  )
  const { rows } = await store.pool.query<{ name: string; contents: string }>(
    hashes.join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, contents }) => [name, contents]))
}
