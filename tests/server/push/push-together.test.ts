import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lockSpace } from '../../../server/store/spaces/feed-store.ts'
import {
  authoredPush,
  receiveMutations,
  type Push,
} from '../../../server/sync/push/receive-mutations.ts'
import { receiveTogether } from '../../../server/sync/push/receive-together.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import {
  makeAnnouncement,
  makeCreate,
  makeEnvelope,
  someUuid,
} from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { principalOf, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterAll(() => database.drop())

const create = (changes: Parameters<typeof makeCreate>[0] = {}) =>
  makeEnvelope({ name: 'observation.create@1', args: makeCreate(changes) })

/** The same for all, or what is compared would differ by when it was sent. */
const now = Date.parse('2026-10-29T19:00:00.000Z')

async function pushOf(phone: TestPhone, mutations: MutationEnvelope[], space = phone.walkId) {
  const request = { protocol: 1, epoch: null, clientId: phone.clientId, space, mutations }
  const push: Push = { principal: await principalOf(database, phone), request, now }
  const authored = authoredPush(push)
  if (!authored) throw new Error('No part in the walk')
  return authored
}

/** Anna is in one walk of the town, Dan in the other. */
const together = async (anna: MutationEnvelope[], dan: MutationEnvelope[]) =>
  receiveTogether(database, [
    await pushOf(town.phones.anna, anna),
    await pushOf(town.phones.dan, dan),
  ])

const transactionOf = async (ids: readonly string[]) => {
  const { rows } = await sql<{ xmin: string }>`
    select distinct xmin::text from applied_mutations where mutation_id = any(${ids}::uuid[])`.execute(
    database.db,
  )
  return rows.map(({ xmin }) => xmin)
}

describe('pushes of different walks in one transaction', () => {
  it('are each in the feed of their own walk, numbered from its own head', async () => {
    const [here, there] = [[create(), create()], [create({ text: 'Hækken skygger' })]]
    const [first, second] = await together(here, there)
    expect(first?.results).toMatchObject([{ effectSeq: '2' }, { effectSeq: '3' }])
    expect(second?.results).toMatchObject([{ effectSeq: '2' }])
    expect(first?.head).toBe('3')
    expect(await transactionOf([...here, ...there].map(({ id }) => id))).toHaveLength(1)
    const reader = new TestReader(database, town.phones.dan, town.otherWalk.id)
    const { base } = await reader.pullAll()
    expect(JSON.stringify(base)).toContain('Hækken')
    expect(JSON.stringify(base)).not.toContain('Lampen')
  })

  it('B5: take an id, and a photo, once, whichever walk it came to first', async () => {
    const id = someUuid()
    const photos = [makeAnnouncement()]
    const [first, second] = await together(
      [{ ...create(), id }, create({ photos })],
      [{ ...create(), id }, create({ photos })],
    )
    expect(first?.results).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
    expect(second?.results).toMatchObject([
      { status: 'refused', code: 'id-reused' },
      { status: 'refused', code: 'photo-id-in-use' },
    ])
  })

  it('E1: are taken in one by one when one of them fails, and only that one is parked', async () => {
    await sql`create function refuse_boom() returns trigger language plpgsql as $$
      begin if new.search_text like '%boom%' then raise 'no'; end if; return new; end $$`.execute(
      database.db,
    )
    await sql`create trigger refuse_boom before insert on observations
      for each row execute function refuse_boom()`.execute(database.db)
    const { anna, dan } = town.phones
    const pushes = [
      pushAs(database, anna, { mutations: [create()], space: anna.walkId }),
      pushAs(database, dan, { mutations: [create({ text: 'boom' })], space: dan.walkId }),
      pushAs(database, anna, { mutations: [create()], space: anna.walkId }),
    ]
    const statuses = (await Promise.all(pushes)).map(({ results }) => results[0]?.status)
    await sql`drop trigger refuse_boom on observations`.execute(database.db)
    expect(statuses).toEqual(['applied', 'parked', 'applied'])
  })

  it('C2: do not wait for a walk that somebody else has locked', async () => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    let locked = () => {}
    const isLocked = new Promise<void>((resolve) => (locked = resolve))
    const space = { municipalityId: town.id, spaceId: town.walk.id }
    const holder = database.db.transaction().execute(async (tx) => {
      await lockSpace(tx, space)
      locked()
      await released
    })
    await isLocked
    const { anna, dan } = town.phones
    const waiting = pushAs(database, anna, { mutations: [create()], space: anna.walkId })
    const other = await pushAs(database, dan, { mutations: [create()], space: dan.walkId })
    expect(other.results).toMatchObject([{ status: 'applied' }])
    release()
    expect((await waiting).results).toMatchObject([{ status: 'applied' }])
    await holder
  })

  it('leave what they would have left one after the other', async () => {
    const action = fc.record({
      kind: fc.constantFrom<Kind[]>('create', 'edit', 'withdraw', 'repeat', 'unknown', 'invalid'),
      which: fc.nat(5),
      isAnna: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 12 }), async (actions) => {
        town = await seedMunicipality(database)
        const twin = await seedMunicipality(database)
        const both = makeBoth(actions)
        const [anna, dan] = await together(both.anna, both.dan)
        const alone = [
          await receiveAlone(twin.phones.anna, both.anna),
          await receiveAlone(twin.phones.dan, both.dan),
        ]
        expect([anna, dan].map((reply) => outcomeOf(reply))).toEqual(alone.map(outcomeOf))
        expect(await stateOf(town)).toEqual(await stateOf(twin))
      }),
      { numRuns: 15 },
    )
  })
})

const receiveAlone = async (phone: TestPhone, mutations: MutationEnvelope[]) => {
  const outcome = await receiveMutations(database, await pushOf(phone, mutations))
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}

const outcomeOf = (reply: { head: string; results: readonly object[] } | undefined) =>
  reply && { head: reply.head, results: reply.results }

type Kind = 'create' | 'edit' | 'withdraw' | 'repeat' | 'unknown' | 'invalid'

/** The same mutations for two towns: ids mean something within a municipality only. */
function makeBoth(actions: readonly { kind: Kind; which: number; isAnna: boolean }[]) {
  const made: Record<'anna' | 'dan', MutationEnvelope[]> = { anna: [], dan: [] }
  for (const { kind, which, isAnna } of actions) {
    const mine = made[isAnna ? 'anna' : 'dan']
    const known = [...made.anna, ...made.dan].filter(({ name }) => name === 'observation.create')
    const target = known[which % Math.max(1, known.length)]
    const args = target?.args as { observationId: string } | undefined
    const observationId = args?.observationId ?? someUuid()
    const changes = { text: { base: 'Lampen er slukket', value: 'Tændt igen' } }
    const mutation = {
      create: () => create(),
      edit: () => makeEnvelope({ name: 'observation.edit@1', args: { observationId, changes } }),
      withdraw: () => makeEnvelope({ name: 'observation.withdraw@1', args: { observationId } }),
      repeat: () => target ?? create(),
      unknown: () => ({ ...create(), name: 'observation.dance' }),
      invalid: () => ({ ...create(), args: { text: 7 } }),
    }[kind]()
    mine.push(mutation)
  }
  return made
}

/** What is stored of a town, without what two towns never share. */
async function stateOf({ id }: TestMunicipality) {
  const { rows } = await sql`
    select o.id, o.body - 'walkId' - 'number' - 'authorClientId' - 'receivedAt' - 'updatedAt' as body, s.seq, s.deleted,
      (select count(*) from events e where e.municipality_id = ${id} and e.observation_id = o.id) as events
    from observations o join sync_rows s using (municipality_id, id)
    where municipality_id = ${id} order by o.id`.execute(database.db)
  const { rows: answers } = await sql`
    select mutation_id, status, result, client_seq from applied_mutations
    where municipality_id = ${id} order by mutation_id`.execute(database.db)
  const { rows: phones } = await sql`
    select highest_client_seq, received_seqs::text from clients where municipality_id = ${id} order by 1, 2`.execute(
    database.db,
  )
  return { rows, answers, phones }
}
