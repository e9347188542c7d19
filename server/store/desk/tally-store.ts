import { sql } from 'kysely'
import type { Store } from '../database/database.ts'

/**
 * Moves what has changed since the last time into the tallies that the desk's map and numbers read (0006 and 0007), ten thousand
 * changes a transaction. Results of queries are the same before, during and after; only their speed hangs on it.
 */
export async function foldTallies(store: Store): Promise<void> {
  let moved = 1
  while (moved > 0) {
    const { rows } = await sql<{ moved: string }>`select fold_desk_tallies() as moved`.execute(
      store.db,
    )
    moved = Number(rows[0]?.moved ?? 0)
  }
}
