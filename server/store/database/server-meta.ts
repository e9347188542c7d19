import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from './database.ts'

/** Gives a fresh database its epoch (sync.md §1.6); an initialised one keeps its own. */
export async function initialiseServerMeta(store: Store, epoch: Uuid): Promise<void> {
  await store.db
    .insertInto('server_meta')
    .values({ epoch, mail_epoch: epoch })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The epoch of this database; phones that knew another one send again what they still hold. */
export async function readEpoch(store: Pick<Store, 'db'>): Promise<Uuid> {
  const row = await store.db.selectFrom('server_meta').select('epoch').executeTakeFirstOrThrow()
  return row.epoch
}

/**
 * Sets a new epoch because the database may have gone back in time: every phone sends again and builds a new base. Returns false and
 * changes nothing when another process has done so since `from` was read, because one new epoch is enough.
 */
export async function replaceEpoch(
  store: Pick<Store, 'db'>,
  { from, to }: { from: Uuid; to: Uuid },
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('server_meta')
    .set({ epoch: to })
    .where('epoch', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
