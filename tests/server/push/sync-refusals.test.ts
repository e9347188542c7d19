import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { receiveMutations } from '../../../server/sync/push/receive-mutations.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import {
  applyAs,
  pinAs,
  principalOf,
  pushAs,
  TestReader,
} from '../../support/requests/sync-calls.ts'

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

const exactlyOnce = (count: number) => ({
  observations: count,
  events: count,
  rows: count,
  answers: count,
  parked: 0,
})

describe('the push endpoint', () => {
  const request = (clientId: string) => ({
    protocol: 1,
    epoch: null,
    clientId,
    space: town.walk.id,
    mutations: [createMutation()],
  })

  it('refuses the whole push of outsiders, of another phone’s name, and of a walk that is not there', async () => {
    const { anna, dan } = town.phones
    const ask = async (person: typeof anna, changes: object) =>
      receiveMutations(database, {
        principal: await principalOf(database, person),
        request: { ...request(person.clientId), ...changes },
        now: Date.now(),
      })
    expect(await ask(dan, {})).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await ask(anna, { clientId: dan.clientId })).toMatchObject({
      problem: { code: 'forbidden' },
    })
    const carla = await receiveMutations(database, {
      principal: await principalOf(database, town.officials.carla),
      request: { ...request(town.officials.carla.accountId), space: someUuid() },
      now: Date.now(),
    })
    expect(carla).toMatchObject({ problem: { code: 'not-found' } })
    expect(await countRows()).toEqual(exactlyOnce(0))
  })

  it('refuses a protocol older than the oldest that is spoken', async () => {
    await database.db.updateTable('server_meta').set({ protocol_min: 2 }).execute()
    try {
      const outcome = await receiveMutations(database, {
        principal: await principalOf(database, town.phones.anna),
        request: request(town.phones.anna.clientId),
        now: Date.now(),
      })
      expect(outcome).toEqual({ ok: false, problem: { code: 'protocol-too-old' } })
    } finally {
      await database.db.updateTable('server_meta').set({ protocol_min: 1 }).execute()
    }
  })

  it('does not find observations of another walk, and does not accept their ids a second time', async () => {
    const { anna, dan } = town.phones
    const id = await pinAs(database, dan)
    const edit = await applyAs(database, anna, {
      name: 'observation.comment@1',
      args: { observationId: id, commentId: someUuid(), audience: 'public', text: 'Hej' },
    })
    expect(edit.code).toBe('observation-missing')
    const again = await applyAs(database, anna, {
      name: 'observation.create@1',
      args: makeCreate({ observationId: id }),
    })
    expect(again.code).toBe('observation-exists')
  })

  it('takes in what comes after the walk was closed, marked late', async () => {
    await database.db.updateTable('walks').set({ phase: 'closed' }).execute()
    const id = await pinAs(database, town.phones.anna)
    const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
    expect(reader.observation(id)?.isLate).toBe(true)
  })
})

describe('a push, which knows more than one observation', () => {
  const duplicate = (observationId: string, duplicateOf: string) => ({
    name: 'observation.set-status@1' as const,
    args: { observationId, base: 'received' as const, status: 'duplicate' as const, duplicateOf },
  })

  it('links a duplicate only to an observation that exists, is visible and is no duplicate itself', async () => {
    const { anna, lone, dan } = town.phones
    const [main, copy, third] = [
      await pinAs(database, anna),
      await pinAs(database, anna),
      await pinAs(database, anna),
    ]
    const elsewhere = await pinAs(database, dan)
    for (const original of [someUuid(), elsewhere]) {
      expect((await applyAs(database, lone, duplicate(copy, original))).code).toBe('needs-original')
    }
    expect((await applyAs(database, lone, duplicate(copy, main))).status).toBe('applied')
    expect((await applyAs(database, lone, duplicate(third, copy))).code).toBe('needs-original')
    expect((await applyAs(database, lone, duplicate(main, copy))).code).toBe('needs-original')
    const { carla } = town.officials
    const far = await applyAs(database, carla, {
      space: town.walk.id,
      ...duplicate(third, elsewhere),
    })
    expect(far.status).toBe('applied')
  })

  it('refuses a photo id that somebody else has announced, also earlier in the same push', async () => {
    const photo = { photoId: someUuid(), sha256: 'a'.repeat(64), size: 10, mime: 'image/jpeg' }
    const [first, second] = [
      createMutation({ photos: [photo] }),
      createMutation({ photos: [photo] }),
    ]
    const { results } = await push([first, second])
    expect(results.map(({ code, status }) => code ?? status)).toEqual([
      'applied',
      'photo-id-in-use',
    ])
    const later = await applyAs(database, town.phones.ole, {
      name: 'observation.create@1',
      args: makeCreate({ photos: [photo] }),
    })
    expect(later.code).toBe('photo-id-in-use')
  })

  it('refuses observations when a walk is full, and counts them only once the feed is that long', async () => {
    const id = await pinAs(database, town.phones.anna)
    await sql`
      insert into observations (municipality_id, id, walk_id, number, category, status, severity,
        is_restricted, longitude, latitude, body, captured_at)
      select municipality_id, gen_random_uuid(), walk_id, 100000 + n, category, status, severity,
        is_restricted, longitude, latitude, body, captured_at
      from observations, generate_series(1, 4998) as n where id = ${id}`.execute(database.db)
    await sql`update spaces set head = 5000 where id = ${town.walk.id}`.execute(database.db)
    const [last, beyond] = [createMutation(), createMutation()]
    const { results } = await push([last, beyond])
    expect(results.map(({ code, status }) => code ?? status)).toEqual([
      'applied',
      'walk-observations-full',
    ])
  })
})
