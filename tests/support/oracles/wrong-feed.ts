import { sql } from 'kysely'
import type { Store } from '../../../server/store/database/database.ts'
import type { Cursor } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { makeCreate, makeEnvelope } from '../fixtures/make-observation.ts'
import type { TestMunicipality } from '../fixtures/people.ts'
import { pushAs, TestReader } from '../requests/sync-calls.ts'

/** A feed under test: writers that pause at random before they commit, and a reader that polls. */
export interface FeedUnderTest {
  /** Writes one new thing and resolves with its id after the commit. */
  write(pauseMs: number): Promise<Uuid>
  /** Takes the next page and resolves with everything seen so far. */
  read(): Promise<ReadonlySet<Uuid>>
}

/** The real one: push, space lock, pull. */
export function realFeed(store: Store, { phones, walk }: TestMunicipality): FeedUnderTest {
  const reader = new TestReader(store, phones.ole, walk.id)
  const seen = new Set<Uuid>()
  return {
    async write(pauseMs) {
      const args = makeCreate()
      await pushAs(store, phones.anna, {
        mutations: [makeEnvelope({ name: 'observation.create@1', args })],
        space: walk.id,
        beforeCommit: async (tx) => {
          await sql`select pg_sleep(${pauseMs / 1000})`.execute(tx)
        },
      })
      return args.observationId
    },
    async read() {
      await reader.pullPage()
      for (const id of reader.rows.keys()) seen.add(id)
      return seen
    },
  }
}

/**
 * Deliberately wrong, to prove that the test of completeness can fail: numbers come from a plain sequence and the lock is
 * skipped, so a later number may be visible before an earlier one (docs/adr/0002).
 */
export async function wrongFeed(
  store: Store,
  { id: municipality, walk }: TestMunicipality,
): Promise<FeedUnderTest> {
  await sql`create sequence if not exists wrong_feed_numbers start 100`.execute(store.db)
  const seen = new Set<Uuid>()
  let cursor: Cursor = '0'
  return {
    write: (pauseMs) =>
      store.db.transaction().execute(async (tx) => {
        const { observationId } = makeCreate()
        // What the trigger asks for, without the lock that it stands for.
        await sql`select set_config('lygte.locked_space', ${walk.id}, true)`.execute(tx)
        await sql`
          insert into sync_rows (municipality_id, space_id, kind, id, seq, body)
          values (${municipality}, ${walk.id}, 'observation', ${observationId},
            nextval('wrong_feed_numbers'), '{}')`.execute(tx)
        await sql`select pg_sleep(${pauseMs / 1000})`.execute(tx)
        return observationId
      }),
    async read() {
      const { rows } = await sql<{ id: Uuid; seq: Cursor }>`
        select id, seq from sync_rows
        where municipality_id = ${municipality} and space_id = ${walk.id} and seq > ${cursor}::bigint
        order by seq limit 500`.execute(store.db)
      for (const row of rows) seen.add(row.id)
      cursor = rows.at(-1)?.seq ?? cursor
      return seen
    },
  }
}
