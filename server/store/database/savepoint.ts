import { sql, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** Runs a part of a transaction so that its failure undoes this part only; the error is thrown on. */
export async function inSavepoint<T>(
  tx: Transaction<Database>,
  work: () => Promise<T>,
): Promise<T> {
  await sql`savepoint part`.execute(tx)
  try {
    const value = await work()
    await sql`release savepoint part`.execute(tx)
    return value
  } catch (error) {
    // On a lost connection there is nothing left to roll back; what is worth telling is the first error.
    await sql`rollback to savepoint part`.execute(tx).catch(() => undefined)
    throw error
  }
}
