import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MutationEnvelope } from '../../shared/mutation.ts'
import { makeCreate, makeEnvelope, someUuid } from '../support/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { pushAs, TestReader } from '../support/sync-calls.ts'

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
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const used = pushAs(database, town.phones.anna, {
      mutations: [first],
      space: town.walk.id,
      beforeCommit: () => released,
    })
    await until(async () => (await countActivity(`state = 'idle in transaction'`)) > 0)
    const other = { ...createMutation({ text: 'B' }), id: first.id }
    const pushed = pushAs(database, town.phones.dan, {
      mutations: [other, createMutation({ text: 'C' })],
      space: town.otherWalk.id,
    })
    // It has read that the id is free, and now its write waits for who is using it.
    await until(async () => (await countActivity(`wait_event = 'transactionid'`)) > 0)
    release()
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

describe('a batch', () => {
  it('B7: applies what is not refused, in order for each observation', async () => {
    const pin = createMutation({ text: 'A' })
    const editText = (base: string, value: string) =>
      makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId: idOf(pin), changes: { text: { base, value } } },
      })
    const refused = createMutation({ category: 'ny.kategori' })
    const lost = makeEnvelope({
      name: 'observation.comment@1',
      args: {
        observationId: idOf(refused),
        commentId: someUuid(),
        audience: 'public',
        text: 'Uden pin',
      },
    })
    const { results, head } = await push([
      pin,
      editText('A', 'B'),
      refused,
      editText('B', 'C'),
      lost,
    ])
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'applied',
      'applied',
      'unknown-category',
      'applied',
      'observation-missing',
    ])
    expect(results.map(({ effectSeq }) => effectSeq)).toEqual(['2', '3', undefined, '4', undefined])
    expect(head).toBe('4')
    const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
    expect(reader.observation(idOf(pin))?.text).toBe('C')
    const kinds = await database.db.selectFrom('events').select('kind').orderBy('seq').execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['created', 'edited', 'edited'])
  })

  it('E3: refuses what belongs to a refused create and takes the items of other observations', async () => {
    const refused = createMutation({ text: 'x'.repeat(4001) })
    const other = createMutation()
    const { results } = await push([refused, other])
    expect(results).toEqual([
      {
        id: refused.id,
        status: 'refused',
        code: 'text-too-long',
        detail: { limit: 4000, length: 4001 },
      },
      { id: other.id, status: 'applied', effectSeq: '2' },
    ])
  })

  it('gives numbers to observations, columns to the desk and both times to history', async () => {
    const at = Date.parse('2026-10-29T19:00:00.000Z')
    const pin = createMutation({ text: 'Ødelagt', place: 'Ved Åen', category: 'haer.graffiti-had' })
    const mutations = [{ ...pin, capturedAt: '2026-10-29T20:12:13+01:00' }]
    await pushAs(database, town.phones.anna, { mutations, space: town.walk.id, now: at })
    const row = await database.db.selectFrom('observations').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      number: '1000',
      is_restricted: true,
      efforts: ['antirad'],
      search_text: 'ødelagt ved åen 1000',
      author_client_id: town.phones.anna.clientId,
    })
    expect(row.captured_at.toISOString()).toBe('2026-10-29T19:12:13.000Z')
    expect(row.received_at.toISOString()).toBe('2026-10-29T19:00:00.000Z')
    expect(row.body).toMatchObject({ number: 1000, capturedAt: '2026-10-29T19:12:13.000Z' })
    const event = await database.db.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    expect(event).toMatchObject({
      actor_kind: 'device',
      actor_label: 'walker',
      kind: 'created',
      mutation_id: pin.id,
    })
  })

  it('remembers the highest running number of a phone, never a lower one', async () => {
    await push([{ ...createMutation(), clientSeq: 7_000 }])
    await push([{ ...createMutation(), clientSeq: 12 }])
    const client = await database.db
      .selectFrom('clients')
      .select('highest_client_seq')
      .where('client_id', '=', town.phones.anna.clientId)
      .executeTakeFirstOrThrow()
    expect(client.highest_client_seq).toBe('7000')
  })
})

describe('clocks of phones', () => {
  const claims = [
    '1970-01-01T00:00:00.000Z',
    '2026-10-29T17:59:58.000Z',
    '2026-10-29T19:59:58.000Z',
    '2027-10-29T18:59:58.000Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    'i går',
    '',
  ]

  it('L1: decide neither order nor outcome, nor does a clock that jumps within a queue', async () => {
    const now = Date.parse('2026-10-29T19:00:00.000Z')
    const run = async (clock: string[]) => {
      town = await seedMunicipality(database)
      const pin = createMutation({ text: 'A' })
      const observationId = idOf(pin)
      const edit = makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId, changes: { text: { base: 'A', value: 'B' } } },
      })
      const stale = makeEnvelope({
        name: 'observation.edit@1',
        args: { observationId, changes: { text: { base: 'A', value: 'C' } } },
      })
      const untouched = createMutation()
      const mutations = [pin, edit, stale, untouched].map((mutation, index) => ({
        ...mutation,
        capturedAt: clock[index] ?? '',
      }))
      const { results } = await pushAs(database, town.phones.anna, {
        mutations,
        space: town.walk.id,
        now,
      })
      const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
      const { text, suggestions, receivedAt, updatedAt, isLate } =
        reader.observation(observationId) ?? {}
      const outcome = results.map(({ status, code, effectSeq }) => ({ status, code, effectSeq }))
      const {
        capturedAt: _,
        id: __,
        number: ___,
        ...rest
      } = {
        ...reader.observation(idOf(untouched)),
        walkId: '',
      }
      return { outcome, text, suggestions, receivedAt, updatedAt, isLate, rest }
    }
    const right = await run(Array<string>(4).fill('2026-10-29T18:59:58.000Z'))
    expect(right.text).toBe('B')
    const clock = fc.array(fc.constantFrom(...claims), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(clock, async (claimed) => {
        expect(await run(claimed)).toEqual(right)
      }),
      { numRuns: 12 },
    )
  })
})

it('takes the lock of the walk before it reads anything, though it asks for all of it at once', async () => {
  // In the order of their first time; a connection may come by twice.
  const asked = new Set<string>()
  const listen = (client: pg.PoolClient) => {
    const ask = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      asked.add(String(args[0]))
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
  expect(lock).toContain('try_lock_space(')
  expect(reads.slice(0, 2).join(' ')).toMatch(/server_meta.*applied_mutations.*from photos/s)
})
