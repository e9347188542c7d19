import { openDatabase, type Store } from '../../../server/store/database/database.ts'
import type { LiveApp } from './live-app.ts'

/** Reads and changes the store behind a running server directly. */
export async function inStore<T>(app: LiveApp, work: (db: Store['db']) => Promise<T>): Promise<T> {
  const store = openDatabase({ ...app.database, poolSize: 1 })
  try {
    return await work(store.db)
  } finally {
    await store.close()
  }
}

/** How many observations the store holds with exactly these words. */
export async function countStored(app: LiveApp, text: string): Promise<number> {
  const [count = 0] = await countEach(app, [text])
  return count
}

/** The same for each of several texts. */
export async function countEach(app: LiveApp, texts: readonly string[]): Promise<number[]> {
  const rows = await inStore(app, (db) => db.selectFrom('observations').select('body').execute())
  return texts.map((text) => rows.filter(({ body }) => body.text === text).length)
}

/** Ends every session of phones, or of officials, as time would; browsers keep their cookies. */
export async function endSessions(app: LiveApp, kind: 'phones' | 'officials'): Promise<void> {
  const column = kind === 'phones' ? 'client_id' : 'account_id'
  await inStore(app, (db) =>
    db
      .updateTable('sessions')
      .set({ expires_at: new Date(0) })
      .where(column, 'is not', null)
      .execute(),
  )
}

/** How many phones have pinned the observations with exactly these words. */
export async function countAuthors(app: LiveApp, texts: readonly string[]): Promise<number> {
  const rows = await inStore(app, (db) =>
    db.selectFrom('observations').select(['author_client_id as author', 'body']).execute(),
  )
  const found = rows.filter(({ body }) => texts.includes(body.text))
  return new Set(found.map(({ author }) => author)).size
}
