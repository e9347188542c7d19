import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { replayParked } from '../../../server/sync/parked/replay-parked.ts'
import { applyMutation } from '../../../shared/sync/registry.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
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
const idOf = (envelope: MutationEnvelope) =>
  (envelope.args as { observationId: string }).observationId
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

const exactlyOnce = (count: number) => ({
  observations: count,
  events: count,
  rows: count,
  answers: count,
  parked: 0,
})

describe('a late item', () => {
  it('H4: of somebody removed from the walk is parked for review; a replay applies it, marked late', async () => {
    const { anna, ole } = town.phones
    await database.db
      .updateTable('walk_members')
      .set({ removed_at: new Date() })
      .where('client_id', '=', anna.clientId)
      .execute()
    const mutation = createMutation()
    const { results } = await push([mutation])
    expect(results).toEqual([{ id: mutation.id, status: 'parked' }])
    const reader = new TestReader(database, ole, town.walk.id)
    expect((await reader.pullAll()).observation(idOf(mutation))).toBeUndefined()
    expect(await replayParked(database)).toEqual([{ mutationId: mutation.id, status: 'applied' }])
    expect((await reader.pullAll()).observation(idOf(mutation))?.isLate).toBe(true)
    expect((await push([mutation])).results[0]?.status).toBe('applied')
  })
})

describe('a poisoned mutation', () => {
  /** A rule with a bug that shows for one text only. */
  const buggy: typeof applyMutation = (current, mutation, context) => {
    if (JSON.stringify(mutation.args).includes('BUG')) throw new TypeError('x is undefined')
    return applyMutation(current, mutation, context)
  }

  it('E1: is parked with its raw text when it makes a rule throw, and those before and after it are applied', async () => {
    const [before, poison, after] = [
      createMutation(),
      createMutation({ text: 'BUG' }),
      createMutation(),
    ]
    const { results } = await pushAs(database, town.phones.anna, {
      mutations: [before, poison, after],
      space: town.walk.id,
      apply: buggy,
    })
    expect(results).toEqual([
      { id: before.id, status: 'applied', effectSeq: '2' },
      { id: poison.id, status: 'parked' },
      { id: after.id, status: 'applied', effectSeq: '3' },
    ])
    const parked = await database.db.selectFrom('parked_mutations').selectAll().executeTakeFirst()
    expect(JSON.parse(parked?.envelope ?? '')).toEqual(poison)
    expect(parked?.reason).toBe('error: TypeError: x is undefined')
    expect(await countRows()).toEqual({ ...exactlyOnce(2), answers: 3, parked: 1 })
  })

  it('E1: takes effect exactly once when an operator replays it, however often', async () => {
    const poison = createMutation({ text: 'BUG' })
    const space = town.walk.id
    await pushAs(database, town.phones.anna, { mutations: [poison], space, apply: buggy })
    const failed = await replayParked(database, undefined, { apply: buggy })
    expect(failed).toEqual([
      { mutationId: poison.id, status: 'parked', error: 'TypeError: x is undefined' },
    ])
    const runs = await Promise.all([replayParked(database), replayParked(database, [poison.id])])
    const applied = runs.flat().filter(({ status }) => status === 'applied')
    expect(applied).toHaveLength(1)
    expect(await replayParked(database)).toEqual([])
    expect(await countRows()).toEqual(exactlyOnce(1))
    const { results } = await push([poison])
    expect(results).toEqual([{ id: poison.id, status: 'applied', effectSeq: '2' }])
    expect(await countRows()).toEqual(exactlyOnce(1))
  })

  it('E1: is parked when the database refuses it unexpectedly, and the rest of the batch is applied', async () => {
    await sql`alter table observations add constraint no_bug check (search_text not like '%bug%')`.execute(
      database.db,
    )
    try {
      const [poison, after] = [createMutation({ text: 'BUG' }), createMutation()]
      const { results } = await push([poison, after])
      expect(results.map(({ status }) => status)).toEqual(['parked', 'applied'])
      expect(await countRows()).toEqual({ ...exactlyOnce(1), answers: 2, parked: 1 })
    } finally {
      await sql`alter table observations drop constraint no_bug`.execute(database.db)
    }
  })
})

describe('a push during a failure of the store', () => {
  it('M7: parks nothing when the failure comes in the middle of a batch', async () => {
    const mutations = [createMutation(), createMutation({ text: 'BUG' })]
    const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })
    const failed = pushAs(database, town.phones.anna, {
      mutations,
      space: town.walk.id,
      apply: (current, mutation, context) => {
        if (JSON.stringify(mutation.args).includes('BUG')) throw deadlock
        return applyMutation(current, mutation, context)
      },
    })
    await expect(failed).rejects.toMatchObject({ name: 'StoreAwayError', cause: deadlock })
    expect(await countRows()).toEqual(exactlyOnce(0))
    await push(mutations)
    expect(await countRows()).toEqual(exactlyOnce(2))
  })

  it('M7: records nothing when a lock timeout has stopped it, and its repeat is delivered once', async () => {
    const mutations = [createMutation(), createMutation()]
    const stopped = pushAs(database, town.phones.anna, {
      mutations,
      space: town.walk.id,
      beforeCommit: async (tx) => {
        await sql`set local statement_timeout = 1`.execute(tx)
        await sql`select pg_sleep(5)`.execute(tx)
      },
    })
    await expect(stopped).rejects.toMatchObject({ name: 'StoreAwayError' })
    expect(await countRows()).toEqual(exactlyOnce(0))
    await push(mutations)
    expect(await countRows()).toEqual(exactlyOnce(2))
  })
})
