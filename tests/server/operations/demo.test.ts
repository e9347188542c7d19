import { afterEach, beforeAll, expect, it } from 'vitest'
import { statuses } from '../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { maySee } from '../../../shared/access/permissions.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { audienceOf } from '../../../shared/observation/observation.ts'
import { aalborg, aalborgAccounts } from '../../../server/demo/aalborg/municipality.ts'
import { demoCities } from '../../../server/demo/demo-cities.ts'
import { loadDemoWhenEmpty } from '../../../server/demo/load-demo.ts'
import { checkPassword } from '../../../server/store/identity/account-store.ts'
import { findWalkCode } from '../../../server/store/walks/membership-store.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let database: TestDatabase

/** A Sunday; Monday the 9th and Thursday the 5th of November are weeks back. */
const loadedAt = Date.parse('2026-11-29T11:00:00Z')
const load = (now = loadedAt) => loadDemoWhenEmpty(database, now)
const dayMs = 86_400_000

beforeAll(async () => {
  database = await openTestDatabase()
  return () => database.drop()
})
afterEach(() => database.truncate())

async function observationsOf(code: string): Promise<Observation[]> {
  const found = await findWalkCode(database.db, code)
  const rows = await database.db
    .selectFrom('observations')
    .select('body')
    .where('walk_id', '=', found?.walkId ?? '')
    .orderBy('number')
    .execute()
  return rows.map(({ body }) => body)
}

it('the demo loads the three worked walks of the handbook: 29 observations with parties and dates', async () => {
  const signIns = await load()
  const walks = await Promise.all(['OEST29', 'MIDT20', 'SVEN10'].map(observationsOf))
  expect(walks.map((walk) => walk.length)).toEqual([10, 10, 9])
  const all = walks.flat()
  expect(all.filter(({ severity }) => severity === 0)).toHaveLength(3)
  expect(all.filter(({ severity }) => severity === 4)).toHaveLength(2)
  expect(all.filter((each) => audienceOf(each).isRestricted)).toHaveLength(2)
  expect(all.filter(({ severity, partyIds }) => severity > 0 && partyIds.length === 0)).toEqual([])
  expect(all.filter(({ severity, dueOn }) => severity > 0 && dueOn === null)).toEqual([])
  expect(all.some(({ text }) => text.includes('2,5 m'))).toBe(true)
  expect(signIns?.map(({ walks: listed }) => listed.map(({ code }) => code))).toEqual([
    ['OEST29', 'MIDT20', 'SVEN10', 'VEJG24', 'NYVA26'],
    ['SIND18', 'SIND26'],
  ])
  expect(signIns?.map(({ accounts }) => accounts.length)).toEqual([6, 2])
})

it('the demo shows many statuses, all of them in the table of the handbook', async () => {
  await load()
  const rows = await database.db.selectFrom('observations').select('status').distinct().execute()
  const found = rows.map(({ status }) => status)
  expect(found.length).toBeGreaterThanOrEqual(9)
  expect(found.filter((status) => !statuses.includes(status))).toEqual([])
})

it('the demo comes in through the ledger: every change has its answer, its event and its feed number', async () => {
  await load()
  const { rows } = await database.pool.query<Record<string, number>>(`select
    (select count(*)::int from applied_mutations) as answers,
    (select count(*)::int from applied_mutations where status <> 'applied') as refused,
    (select count(*)::int from events) as events,
    (select count(*)::int from sync_rows where kind = 'observation') as rows`)
  const walks = demoCities.flatMap((city) => city.walks(loadedAt))
  const mutations = walks.flatMap(({ observations }) => observations)
  const about = mutations.length + mutations.flatMap(({ steps }) => steps).length
  const closed = walks.filter(({ phase }) => phase === 'closed')
  const wishes = demoCities.flatMap((city) => city.wishes)
  const expected = about + walks.length + closed.length + wishes.length
  expect(rows[0]).toEqual({ answers: expected, refused: 0, events: expected, rows: 34 })
})

it('the demo keeps the move of the pin that GPS had put in the wrong place, and times of the walk', async () => {
  await load()
  const [, , , , glass] = await observationsOf('OEST29')
  expect(glass?.position).toEqual({ longitude: 9.98015, latitude: 57.02745, source: 'map' })
  expect(glass?.capturedAt).toBe('2026-11-05T18:44:00.000Z')
  expect(glass?.receivedAt).toBe('2026-11-05T18:45:00.000Z')
})

it('the demo names no person: walkers are nameless, answers are signed by parties', async () => {
  await load()
  const all = (await Promise.all(['OEST29', 'MIDT20', 'SVEN10'].map(observationsOf))).flat()
  expect(all.filter(({ authorName }) => authorName !== null)).toEqual([])
  const parties = [...aalborg.parties.map(({ name }) => name), aalborg.name, '']
  const signed = all.flatMap(({ answer, comments }) => [
    answer?.by ?? '',
    ...comments.map(({ by }) => by),
  ])
  expect(signed.filter((by) => !parties.includes(by))).toEqual([])
})

it('a walk of the demo that is over was announced before its evening and ended on it, not on the day of the load', async () => {
  await load()
  const closed = await database.db
    .selectFrom('walks')
    .select(['starts_at', 'ends_at', 'details'])
    .where('phase', '=', 'closed')
    .execute()
  expect(closed.length).toBeGreaterThan(0)
  expect(closed.map(({ details }) => details.closedAt)).toEqual(
    closed.map(({ ends_at: endsAt }) => endsAt?.toISOString()),
  )
  for (const { starts_at: startsAt, details } of closed)
    expect(Date.parse(details.openedAt ?? '')).toBeLessThan(Number(startsAt))
})

it('the demo closes the walks that are over, and puts each walk in its own feed', async () => {
  await load()
  const walks = await database.db.selectFrom('walks').select(['id', 'phase']).execute()
  expect(walks.filter(({ phase }) => phase === 'closed')).toHaveLength(3)
  expect(walks.filter(({ phase }) => phase === 'planned')).toHaveLength(1)
  const rows = await database.db
    .selectFrom('sync_rows')
    .select('body')
    .where('kind', '=', 'walk')
    .execute()
  expect(rows).toHaveLength(9)
  expect(rows).toContainEqual({
    body: expect.objectContaining({
      phase: 'closed',
      title: 'Svenstrup – landsby, skolevej og station',
    }) as unknown,
  })
})

it('the demo admits every sign-in, and the police see only what is theirs', async () => {
  await load()
  for (const { email } of demoCities.flatMap(({ accounts }) => Object.values(accounts))) {
    expect(await checkPassword(database, { email, password: 'lygte-demo' })).toBeDefined()
  }
  const all = (await Promise.all(['OEST29', 'MIDT20', 'SVEN10'].map(observationsOf))).flat()
  const restricted = all.filter((each) => audienceOf(each).isRestricted)
  const { id: accountId = '', role = 'viewer', partyIds = [] } = aalborgAccounts.politi ?? {}
  const police: Actor = {
    kind: 'account',
    accountId,
    role,
    partyIds,
    effortCategories: [],
  }
  const seen = restricted.filter((each) => maySee(police, audienceOf(each)))
  expect(seen.map(({ category }) => category)).toEqual(['adf.chikane'])
})

it('an interrupted load of the demo is resumed on another day with its own dates, without duplicates', async () => {
  await load()
  const count = () =>
    database.pool.query<{ n: number }>(
      'select (select count(*) from events)::int + (select count(*) from observations)::int as n',
    )
  const before = await count()
  await database.db.deleteFrom('walk_codes').where('code', '=', 'NYVA26').execute()
  await load(loadedAt + 40 * dayMs)
  expect((await count()).rows).toEqual(before.rows)
  expect(await findWalkCode(database.db, 'NYVA26')).toMatchObject({ role: 'walker' })
})

it('a demo of one city gets the other city, and what is there stays', async () => {
  await load()
  await database.pool.query(`delete from walk_codes where code like 'SIND%' or code like 'VEJG%'`)
  const signIns = await load(loadedAt + 40 * dayMs)
  expect(signIns?.map(({ walks }) => walks.map(({ code }) => code))).toEqual([
    ['OEST29', 'MIDT20', 'SVEN10', 'NYVA26'],
    ['SIND18', 'SIND26'],
  ])
})

it('the demo is not loaded into a store that holds another municipality', async () => {
  await database.pool.query(
    `insert into municipalities (id, name, west, south, east, north, privacy)
     values (gen_random_uuid(), 'Rebild', 9, 56, 10, 57, '{}')`,
  )
  expect(await load()).toBeNull()
  const rows = await database.db.selectFrom('municipalities').select('name').execute()
  expect(rows).toEqual([{ name: 'Rebild' }])
})
