import { sql } from 'kysely'
import type { Store } from './database.ts'

/**
 * Moves what has changed since the last time into the tallies that the desk's map and numbers read (0006-desk-tallies.sql), ten thousand
 * changes a transaction. Results of queries are the same before, during and after; only their speed hangs on it.
 */
export async function foldTallies(store: Store): Promise<void> {
  let touched = 1
  while (touched > 0) {
    const { rows } = await sql<{ touched: string }>`select fold_desk_tallies() as touched`.execute(
      store.db,
    )
    touched = Number(rows[0]?.touched ?? 0)
  }
}
