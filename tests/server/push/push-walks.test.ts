import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lockSpace } from '../../../server/store/spaces/feed-store.ts'
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
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { pushAs } from '../../support/requests/sync-calls.ts'

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

const push = (phone: TestPhone, ...mutations: MutationEnvelope[]) =>
  pushAs(database, phone, { mutations, space: phone.walkId })

/** Anna is in one walk of the town, Dan in the other. */
describe('pushes to two walks at the same time', () => {
  it('B5: take an id, and a photo, only once', async () => {
    const { anna, dan } = town.phones
    const id = someUuid()
    const photos = [makeAnnouncement()]
    const replies = await Promise.all(
      [anna, dan].map((phone) => push(phone, { ...create(), id }, create({ photos }))),
    )
    const outcomes = (index: number) =>
      replies.map(({ results }) => results[index]?.code ?? results[index]?.status).sort()
    expect(outcomes(0)).toEqual(['applied', 'id-reused'])
    expect(outcomes(1)).toEqual(['applied', 'photo-id-in-use'])
  })

  it('E1: park only the mutation that the database refuses', async () => {
    await sql`create function refuse_boom() returns trigger language plpgsql as $$
      begin if new.search_text like '%boom%' then raise 'no'; end if; return new; end $$`.execute(
      database.db,
    )
    await sql`create trigger refuse_boom before insert on observations
      for each row execute function refuse_boom()`.execute(database.db)
    const { anna, dan } = town.phones
    const pushes = [push(anna, create()), push(dan, create({ text: 'boom' })), push(anna, create())]
    const statuses = (await Promise.all(pushes)).map(({ results }) => results[0]?.status)
    await sql`drop trigger refuse_boom on observations`.execute(database.db)
    expect(statuses).toEqual(['applied', 'parked', 'applied'])
  })

  it('C2: do not wait for each other when one of the walks is locked', async () => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    let locked = () => {}
    const isLocked = new Promise<void>((resolve) => (locked = resolve))
    const holder = database.db.transaction().execute(async (tx) => {
      await lockSpace(tx, { municipalityId: town.id, spaceId: town.walk.id })
      locked()
      await released
    })
    await isLocked
    const waiting = push(town.phones.anna, create())
    const other = await push(town.phones.dan, create())
    expect(other.results).toMatchObject([{ status: 'applied' }])
    release()
    expect((await waiting).results).toMatchObject([{ status: 'applied' }])
    await holder
  })
})
