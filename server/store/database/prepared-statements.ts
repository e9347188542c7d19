import type { PostgresPool } from 'kysely'
import type pg from 'pg'

/** Every connection keeps each of them; statements beyond this number work unprepared. */
const maximumStatements = 200

/** One name for each text, in all connections of the process. */
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  if (!names.has(text) && names.size < maximumStatements) {
    names.set(text, `statement${String(names.size)}`)
  }
  return names.get(text)
}

/**
 * Returns the pool in the form that Kysely uses, with a name for each statement that has parameters: PostgreSQL parses such a statement
 * once per connection, and may keep one plan for all parameters. Not for statements whose best plan depends on the parameters, such as
 * those of the desk's filters.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const connect = async () => {
    const client = await pool.connect()
    const query = (text: string, values: readonly unknown[] = []) => {
      const name = values.length > 0 ? nameOf(text) : undefined
      return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] })
    }
    const release = (destroy?: boolean) => client.release(destroy)
    return { query, release }
  }
  // The type requires cursors as well, which nothing here uses.
  return { connect, end: () => pool.end(), options: pool.options } as unknown as PostgresPool
}
