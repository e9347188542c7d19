import pg from 'pg'
import type { Store } from '../store/database/database.ts'

/** Copying a whole store takes long, so the limits of ordinary queries, on the server and in the driver, are off. */
const alone = {
  lock_timeout: 0,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
} as const

/** Opens a connection of its own to the same database, and closes it after `work`, with any transaction that is still open. */
export async function withUnlimitedConnection<T>(
  { pool }: Store,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  // The pool hides its password when its options are copied.
  const { password } = pool.options
  const client = new pg.Client({ ...pool.options, ...(password ? { password } : {}), ...alone })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
