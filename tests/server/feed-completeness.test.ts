import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/store/database.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import { makeCreate, makeEnvelope, someUuid } from '../support/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../support/sync-calls.ts'
import { realFeed, wrongFeed, type FeedUnderTest } from '../support/wrong-feed.ts'

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

const reader = (person: TestMunicipality['phones']['anna'] = town.phones.anna) =>
  new TestReader(database, person, town.walk.id)
const withdraw = (id: Uuid) =>
  applyAs(database, town.phones.anna, {
    name: 'observation.withdraw@1',
    args: { observationId: id },
  })
const setText = (id: Uuid, base: string, value: string) =>
  applyAs(database, town.phones.anna, {
    name: 'observation.edit@1',
    args: { observationId: id, changes: { text: { base, value } } },
  })

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
        throw new Error('rolled back')
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

describe('paging', () => {
  it('C5: leads to the same base with pages of 1, 2 and 500', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 7; count += 1) ids.push(await pinAs(database, town.phones.anna))
    await withdraw(ids[2] ?? '')
    await setText(ids[0] ?? '', 'Lampen er slukket', 'Ny')
    const bases = []
    for (const limit of [1, 2, 3, 500]) bases.push((await reader().pullAll(limit)).base)
    for (const base of bases) expect(base).toEqual(bases[0])
    expect(Object.keys(bases[0] ?? {})).toHaveLength(7)
  })

  it('C4: ends equal to the server when rows change between a reader’s pages', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 6; count += 1) ids.push(await pinAs(database, town.phones.anna))
    const slow = reader()
    const changes = [
      () => setText(ids[0] ?? '', 'Lampen er slukket', 'A'),
      () => withdraw(ids[5] ?? ''),
      () => pinAs(database, town.phones.ole),
      () => setText(ids[0] ?? '', 'A', 'B'),
      () => withdraw(ids[1] ?? ''),
    ]
    let more = true
    while (more) {
      more = await slow.pullPage(2)
      await changes.shift()?.()
    }
    while (changes.length > 0) await changes.shift()?.()
    await slow.pullAll(2)
    expect(slow.base).toEqual((await reader().pullAll()).base)
    expect(slow.observation(ids[0] ?? '')?.text).toBe('B')
  })

  it('C7: removes a deleted row from every client that saw it, also on the border of a page', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 4; count += 1) ids.push(await pinAs(database, town.phones.anna))
    // One reader for each place in the feed at which it may have paused.
    const paused = []
    for (let pages = 0; pages <= 5; pages += 1) {
      const one = reader(town.phones.ole)
      for (let page = 0; page < pages; page += 1) await one.pullPage(1)
      paused.push(one)
    }
    await withdraw(ids[1] ?? '')
    for (const one of paused) {
      await one.pullAll(1)
      expect(one.observation(ids[1] ?? '')).toBeUndefined()
      expect(one.rows.size).toBe(4)
    }
  })
})

describe('what a reader may see', () => {
  const category = (id: Uuid, base: string, value: string) =>
    applyAs(database, town.officials.carla, {
      space: town.walk.id,
      name: 'observation.edit@1',
      args: { observationId: id, changes: { category: { base, value } } },
    })

  it('C8: disappears from clients when it becomes hidden from them, and comes back', async () => {
    const id = await pinAs(database, town.phones.anna, { category: 'andet' })
    const readers = {
      anna: reader(town.phones.anna),
      ole: reader(town.phones.ole),
      lone: reader(town.phones.lone),
      rita: reader(town.phones.rita),
    }
    const seenBy = async () => {
      const found: string[] = []
      for (const [name, one] of Object.entries(readers)) {
        await one.pullAll()
        if (one.observation(id)) found.push(name)
      }
      return found
    }
    expect(await seenBy()).toEqual(['anna', 'ole', 'lone', 'rita'])
    await category(id, 'andet', 'adf.chikane')
    expect(await seenBy()).toEqual(['anna', 'lone'])
    await category(id, 'adf.chikane', 'andet')
    expect(await seenBy()).toEqual(['anna', 'ole', 'lone', 'rita'])
  })

  it('C8: hides restricted rows from officials of other parties until theirs is assigned', async () => {
    const id = await pinAs(database, town.phones.anna, { category: 'adf.chikane' })
    const pia = new TestReader(database, town.officials.pia, town.walk.id)
    const kim = new TestReader(database, town.officials.kim, town.walk.id)
    expect((await pia.pullAll()).observation(id)).toBeUndefined()
    const assign = {
      space: town.walk.id,
      name: 'observation.assign@1' as const,
      args: {
        observationId: id,
        base: { partyIds: [], dueOn: null },
        partyIds: ['police'],
        dueOn: '2026-12-01',
      },
    }
    await applyAs(database, town.officials.carla, assign)
    expect((await pia.pullAll()).observation(id)?.status).toBe('assigned')
    expect((await kim.pullAll()).observation(id)).toBeUndefined()
  })

  it('makes everything of a walk disappear from the phone of somebody removed from it', async () => {
    await pinAs(database, town.phones.anna)
    const ole = await reader(town.phones.ole).pullAll()
    expect(ole.rows.size).toBe(2)
    const members = database.db
      .updateTable('walk_members')
      .where('client_id', '=', town.phones.ole.clientId)
    await members.set({ removed_at: new Date() }).execute()
    expect((await ole.pullAll()).rows.size).toBe(0)
    await members.set({ removed_at: null }).execute()
    expect((await ole.pullAll()).rows.size).toBe(2)
  })
})

describe('a stale screen', () => {
  it('D5: changes nothing with an illegal or outdated step, and is told the present status', async () => {
    const id = await pinAs(database, town.phones.anna)
    const setStatus = (base: 'received' | 'reviewed', status: 'reviewed' | 'done') =>
      applyAs(database, town.officials.carla, {
        space: town.walk.id,
        name: 'observation.set-status@1',
        args: { observationId: id, base, status, on: '2026-11-12' },
      })
    expect(await setStatus('received', 'done')).toMatchObject({
      status: 'refused',
      code: 'status-step',
      detail: { status: 'received' },
    })
    await setStatus('received', 'reviewed')
    const before = (await reader().pullAll()).base
    expect(await setStatus('received', 'reviewed')).toMatchObject({
      status: 'refused',
      code: 'stale',
      detail: { status: 'reviewed' },
    })
    expect((await reader().pullAll()).base).toEqual(before)
  })
})
