import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterEach(() => database.truncate())
afterAll(() => database.drop())

const createMutation = (changes: Parameters<typeof makeCreate>[0] = {}) =>
  makeEnvelope({ name: 'observation.create@1', args: makeCreate(changes) })
const push = (mutations: MutationEnvelope[]) =>
  pushAs(database, town.phones.anna, { mutations, space: town.walk.id })

/** Everything a mutation may leave, counted: effects must come exactly once. */
async function countRows() {
  const { rows } = await sql<Record<string, string>>`
    select (select count(*) from observations) as observations,
      (select count(*) from events) as events,
      (select count(*) from sync_rows where kind = 'observation') as rows,
      (select count(*) from applied_mutations) as answers,
      (select count(*) from parked_mutations where resolved_at is null) as parked`.execute(
    database.db,
  )
  const counts = rows[0] ?? {}
  return Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, Number(value)]))
}

const countActivity = async (condition: string) =>
  Number(
    (
      await database.pool.query<{ count: string }>(
        `select count(*) from pg_stat_activity where datname = current_database() and ${condition}`,
      )
    ).rows[0]?.count,
  )

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate)
}

const exactlyOnce = (count: number) => ({
  observations: count,
  events: count,
  rows: count,
  answers: count,
  parked: 0,
})

describe('a push that is repeated', () => {
  it('B1: delivers once when the first request never arrived', async () => {
    const mutations = [createMutation(), createMutation()]
    await push(mutations)
    expect(await countRows()).toEqual(exactlyOnce(2))
  })

  it('B2: delivers once and gets the same answer when the first answer was lost', async () => {
    const mutations = [createMutation(), createMutation({ category: 'ny.kategori' })]
    const lost = await push(mutations)
    const again = await push(mutations)
    expect(again.results).toEqual(lost.results)
    expect(again.head).toBe(lost.head)
    expect(await countRows()).toEqual({ ...exactlyOnce(1), answers: 2 })
  })

  it('B2: delivers once when the connection breaks just before the commit', async () => {
    const mutations = [createMutation()]
    const broken = pushAs(database, town.phones.anna, {
      mutations,
      space: town.walk.id,
      beforeCommit: async (tx) => {
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
      },
    })
    await expect(broken).rejects.toMatchObject({ name: 'StoreAwayError' })
    expect(await countRows()).toEqual(exactlyOnce(0))
    await push(mutations)
    expect(await countRows()).toEqual(exactlyOnce(1))
  })

  it('B3: delivers once, with one answer, when it comes twice at the same time', async () => {
    const mutations = Array.from({ length: 5 }, () => createMutation())
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(mutations)))
    for (const answer of answers) expect(answer.results).toEqual(answers[0]?.results)
    expect(await countRows()).toEqual(exactlyOnce(5))
  })

  it('B4: leaves the state of a single run, whatever is repeated among others in whatever order', async () => {
    const other = createMutation()
    const [first, second] = [createMutation({ text: 'A' }), createMutation({ text: 'C' })]
    const mutations = [first, second, other]
    await push(mutations)
    const before = (await new TestReader(database, town.phones.anna, town.walk.id).pullAll()).base
    const repeats = fc.array(fc.constantFrom(...mutations), { minLength: 1, maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(repeats, async (batch) => {
        const { results } = await push(batch)
        expect(results.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
        expect(results.every(({ status }) => status === 'applied')).toBe(true)
      }),
      { numRuns: 40 },
    )
    const after = (await new TestReader(database, town.phones.anna, town.walk.id).pullAll()).base
    expect(after).toEqual(before)
    expect(await countRows()).toEqual(exactlyOnce(3))
  })

  it('B4: answers a repeat within one push like the first', async () => {
    const mutation = createMutation()
    const { results } = await push([mutation, mutation])
    expect(results[1]).toEqual(results[0])
    expect(await countRows()).toEqual(exactlyOnce(1))
  })

  it('B5: changes nothing under an id that is being used in another walk at the same moment', async () => {
    const first = createMutation({ text: 'A' })
    const written = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const used = pushAs(database, town.phones.anna, {
      mutations: [first],
      space: town.walk.id,
      beforeCommit() {
        written.resolve()
        return released.promise
      },
    })
    await written.promise
    const other = { ...createMutation({ text: 'B' }), id: first.id }
    const pushed = pushAs(database, town.phones.dan, {
      mutations: [other, createMutation({ text: 'C' })],
      space: town.otherWalk.id,
    })
    // It has read that the id is free, and now its write waits for who is using it.
    await until(async () => (await countActivity(`wait_event = 'transactionid'`)) > 0)
    released.resolve()
    await used
    const { results } = await pushed
    expect(results).toMatchObject([
      { id: first.id, status: 'refused', code: 'id-reused' },
      { status: 'applied' },
    ])
    expect(await countRows()).toEqual(exactlyOnce(2))
  })

  it('B5: changes nothing under a used id with other arguments, and takes the item under a new id', async () => {
    const first = createMutation({ text: 'A' })
    await push([first])
    const other = { ...createMutation({ text: 'B' }), id: first.id }
    const { results } = await push([other, { ...other, capturedAt: '1999-01-01T00:00:00.000Z' }])
    expect(results).toEqual([
      { id: first.id, status: 'refused', code: 'id-reused' },
      { id: first.id, status: 'refused', code: 'id-reused' },
    ])
    expect(await countRows()).toEqual(exactlyOnce(1))
    await push([{ ...other, id: someUuid() }])
    expect(await countRows()).toEqual(exactlyOnce(2))
  })

  it('B5: takes one id once, also when it comes to two walks at the same time', async () => {
    const { anna, dan } = town.phones
    const id = someUuid()
    const here = { ...createMutation(), id }
    const there = { ...createMutation(), id }
    const results = await Promise.all([
      pushAs(database, anna, { mutations: [here], space: town.walk.id }),
      pushAs(database, dan, { mutations: [there], space: town.otherWalk.id }),
    ])
    const codes = results.map(({ results: [result] }) => result?.code ?? result?.status).sort()
    expect(codes).toEqual(['applied', 'id-reused'])
    expect(await countRows()).toEqual(exactlyOnce(1))
  })
})

it('a push takes the lock of the walk before it reads anything', async () => {
  // In the order of their first time; a connection may come by twice.
  const asked = new Set<string>()
  const listen = (client: pg.PoolClient) => {
    const ask = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const [first] = args as [string | { text: string }]
      asked.add(typeof first === 'string' ? first : first.text)
      return ask(...args)
    }) as typeof client.query
  }
  const photo = {
    photoId: someUuid(),
    sha256: 'a'.repeat(64),
    size: 9,
    mime: 'image/jpeg' as const,
  }
  database.pool.on('acquire', listen)
  await push([createMutation({ photos: [photo] })])
  database.pool.off('acquire', listen)
  // After what the route itself had to ask.
  const [lock, ...reads] = [...asked].slice([...asked].indexOf('begin') + 1)
  expect(lock).toContain('select lock_space(')
  expect(reads.slice(0, 2).join(' ')).toMatch(/server_meta.*applied_mutations.*from photos/s)
})
