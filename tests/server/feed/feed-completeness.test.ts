import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, StoreAwayError } from '../../../server/store/database/database.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { realFeed, wrongFeed, type FeedUnderTest } from '../../support/oracles/wrong-feed.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase(undefined, 16)
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterEach(() => database.truncate())
afterAll(() => database.drop())

const reader = () => new TestReader(database, town.phones.anna, town.walk.id)

/** Repeatable pauses of 0 to 12 ms (mulberry32). */
function pauses(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 13
  }
}

/** What a reader that polls all the time has never seen after eight writers are done. */
async function missedBy(feed: FeedUnderTest, seed: number): Promise<Uuid[]> {
  const next = pauses(seed)
  let isWriting = true
  const write = async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 20; count += 1) ids.push(await feed.write(next()))
    return ids
  }
  const read = async () => {
    while (isWriting) await feed.read()
    await feed.read()
    return feed.read()
  }
  const reading = read()
  const written = (await Promise.all(Array.from({ length: 8 }, write))).flat()
  isWriting = false
  const seen = await reading
  return written.filter((id) => !seen.has(id))
}

describe('a reader that polls while others write', () => {
  it('C1: has seen the final version of every row, whatever writers commit in between', async () => {
    expect(await missedBy(realFeed(database, town), 1)).toEqual([])
  })

  it('C1: misses rows of a feed that is numbered by a plain sequence, so the test above can fail', async () => {
    const missed = await missedBy(await wrongFeed(database, town), 1)
    expect(missed.length).toBeGreaterThan(0)
  })

  it('C1: ends with the final version of rows that several writers change again and again', async () => {
    const ids = [await pinAs(database, town.phones.anna), await pinAs(database, town.phones.anna)]
    const next = pauses(7)
    let isWriting = true
    const change = async () => {
      for (let count = 0; count < 12; count += 1) {
        const mutation = makeEnvelope({
          name: 'observation.comment@1',
          args: {
            observationId: ids[count % 2] ?? '',
            commentId: someUuid(),
            audience: 'public',
            text: 'Set',
          },
        })
        await pushAs(database, town.phones.ole, {
          mutations: [mutation],
          space: town.walk.id,
          beforeCommit: async (tx) => {
            await sql`select pg_sleep(${next() / 1000})`.execute(tx)
          },
        })
      }
    }
    const polling = reader()
    const poll = async () => {
      while (isWriting) await polling.pullPage(1)
      return (await polling.pullAll(1)).base
    }
    const polled = poll()
    await Promise.all([change(), change(), change()])
    isWriting = false
    expect(await polled).toEqual((await reader().pullAll()).base)
    for (const id of ids) expect(polling.observation(id)?.comments).toHaveLength(18)
  })
})

describe('a writer that does not finish', () => {
  it('C3: shows nothing to anybody when it rolls back, and the feed goes on without a stall', async () => {
    const watching = await reader().pullAll()
    const broken = pushAs(database, town.phones.anna, {
      mutations: [makeEnvelope({ name: 'observation.create@1', args: makeCreate() })],
      space: town.walk.id,
      beforeCommit: async () => {
        await watching.pullAll()
        expect(watching.rows.size).toBe(1)
        throw new StoreAwayError('rolled back')
      },
    })
    await expect(broken).rejects.toThrow('rolled back')
    const id = await pinAs(database, town.phones.anna)
    await watching.pullAll()
    expect([...watching.rows.keys()].sort()).toEqual([town.walk.id, id].sort())
    expect(watching.cursor).toBe('2')
  })

  it('C2: does not keep readers waiting, and others get a clean refusal that they may repeat', async () => {
    const impatient = openDatabase({ ...database.address, poolSize: 2 })
    const mutation = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    let stall = () => {}
    const stalled = new Promise<void>((resolve) => (stall = resolve))
    const holder = pushAs(database, town.phones.anna, {
      mutations: [makeEnvelope({ name: 'observation.create@1', args: makeCreate() })],
      space: town.walk.id,
      beforeCommit: async () => {
        stall()
        await released
      },
    })
    await stalled
    try {
      expect((await reader().pullAll()).rows.size).toBe(1)
      impatient.pool.on('connect', (client) => void client.query('set lock_timeout = 50'))
      const push = { mutations: [mutation], space: town.walk.id }
      await expect(pushAs(impatient, town.phones.ole, push)).rejects.toMatchObject({
        name: 'StoreAwayError',
      })
      release()
      await holder
      expect((await pushAs(impatient, town.phones.ole, push)).results[0]?.status).toBe('applied')
      expect((await reader().pullAll()).rows.size).toBe(3)
    } finally {
      release()
      await impatient.close()
    }
  })
})
