import pg from 'pg'
import type { Store } from '../store/database/database.ts'

/** Copying everything takes as long as it takes: without the limits of ordinary queries, of the server and of the driver. */
const alone = {
  lock_timeout: 0,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
  // COPY takes the connection for itself.
  pipeline: false,
} as const

/** A connection of its own to the same database; closed when the work is done, with whatever transaction is still open in it. */
export async function withPatientConnection<T>(
  { pool }: Store,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  // The pool hides its password from being copied with the rest.
  const { password } = pool.options
  const client = new pg.Client({ ...pool.options, ...(password ? { password } : {}), ...alone })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
