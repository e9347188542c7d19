import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { summariseArea } from '../../../shared/rating/area-summary.ts'
import { summariseRatings } from '../../../shared/rating/rating-summary.ts'
import type { MutationArgs } from '../../../shared/sync/registry.ts'
import { readRatings, readWalkAnswers } from '../../../server/store/ratings/rating-store.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { applyAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
const [stopId, otherStopId] = [someUuid(), someUuid()]
const stops = [
  { id: stopId, name: 'Tunnelen', longitude: 9.92, latitude: 57.04 },
  { id: otherStopId, name: 'Torvet', longitude: 9.93, latitude: 57.04 },
]

beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  const changes = { stops: { base: [], value: stops } }
  await applyAs(database, town.officials.carla, {
    name: 'walk.edit@1',
    args: { walkId: town.walk.id, changes },
    space: town.walk.id,
  })
  return () => database.drop()
})

const rate = (
  phone: TestPhone,
  changes: Partial<MutationArgs<'stop-rating.set@1'>> = {},
  capturedAt = '2026-10-29T18:07:31.250Z',
) => {
  const args: MutationArgs<'stop-rating.set@1'> = {
    ratingId: someUuid(),
    walkId: phone.walkId,
    stopId,
    respondent: someUuid(),
    respondentKind: 'local',
    feeling: 2,
    alone: 'no',
    reasons: ['light', 'view'],
    isSkipped: false,
    ...changes,
  }
  return applyAs(database, phone, { name: 'stop-rating.set@1', args, capturedAt })
}

const headOf = async () => {
  const { head } = await database.db
    .selectFrom('spaces')
    .select('head')
    .where('id', '=', town.walk.id)
    .executeTakeFirstOrThrow()
  return head
}

const stored = () => readRatings(database.db, { municipalityId: town.id, walkId: town.walk.id })

describe('a rating of a stop', () => {
  it('is stored with the light and a quarter of an hour, and again changes what the same person answered', async () => {
    const respondent = someUuid()
    await rate(town.phones.anna, { respondent })
    await rate(town.phones.anna, { respondent, feeling: 4, alone: 'yes', reasons: [] })
    const own = (await stored()).filter((rating) => rating.respondent === respondent)
    expect(own).toEqual([
      {
        ...{ walkId: town.walk.id, stopId, respondent, respondentKind: 'local' },
        ...{ feeling: 4, alone: 'yes', reasons: [], isSkipped: false, isLate: false },
        ...{ light: 'dark', ratedAt: '2026-10-29T18:00:00.000Z' },
      },
    ])
  })

  it('keeps what light there was by the height of the sun over the stop', async () => {
    const respondent = someUuid()
    await rate(town.phones.anna, { respondent, stopId: otherStopId }, '2026-10-29T13:00:00Z')
    const rating = (await stored()).find((one) => one.respondent === respondent)
    expect(rating?.light).toBe('day')
  })

  it('is taken in although its stop has left the plan', async () => {
    const result = await rate(town.phones.anna, { stopId: someUuid() })
    expect(result.status).toBe('applied')
  })

  it('is refused when it names another walk, and from an official at the desk', async () => {
    expect(await rate(town.phones.anna, { walkId: town.otherWalk.id })).toMatchObject({
      code: 'wrong-space',
    })
    const args = { ...answers(), walkId: town.walk.id }
    const atDesk = applyAs(database, town.officials.carla, {
      name: 'walk-answers.set@1',
      args,
      space: args.walkId,
    })
    expect(await atDesk).toMatchObject({ code: 'not-allowed' })
  })

  it('moves no head, so that nobody is woken for what nobody may read, and the ledger holds no number of it', async () => {
    const before = await headOf()
    const result = await rate(town.phones.anna)
    expect(result).toEqual({ id: result.id, status: 'applied' })
    expect(await headOf()).toBe(before)
  })

  it('leads nobody to its author: not by the feed, not by history, and not by anything stored beside it', async () => {
    const { anna, lone } = town.phones
    const args = makeCreate()
    await applyAs(database, anna, { name: 'observation.create@1', args })
    await rate(anna)
    for (const person of [anna, lone, town.officials.carla]) {
      const reader = await new TestReader(database, person, town.walk.id).pullAll()
      expect([...reader.rows.values()].map(({ kind }) => kind)).not.toContain('stop-rating')
    }
    const { rows } = await sql<{ traces: string }>`
      select count(*) as traces from events where subject_kind in ('stop-rating', 'walk-answers')`.execute(
      database.db,
    )
    expect(rows).toEqual([{ traces: '0' }])
    const { rows: whole } = await sql<{ text: string }>`
      select string_agg(stop_ratings::text, ' ') as text from stop_ratings`.execute(database.db)
    const { rows: ledger } = await sql<{ mutation_id: string }>`
      select mutation_id from applied_mutations where name like 'stop-rating.set%'`.execute(
      database.db,
    )
    expect(ledger.length).toBeGreaterThan(1)
    for (const id of [anna.clientId, ...ledger.map((row) => row.mutation_id)]) {
      expect(whole[0]?.text).not.toContain(id)
    }
  })
})

const answers = (): MutationArgs<'walk-answers.set@1'> => ({
  ...{ answersId: someUuid(), walkId: town.walk.id, moment: 'before', respondent: someUuid() },
  ...{ respondentKind: 'unknown', dark: 5, day: 2, avoids: true, trust: null },
})

describe('what a person answers before and after a walk', () => {
  it('is stored once for each moment, the last answer standing', async () => {
    const first = answers()
    for (const args of [first, { ...first, dark: 3 }, { ...first, moment: 'after' as const }]) {
      const changed = { ...args, answersId: someUuid() }
      await applyAs(database, town.phones.anna, { name: 'walk-answers.set@1', args: changed })
    }
    const rows = await database.db
      .selectFrom('walk_answers')
      .select(['moment', 'dark', 'avoids', 'trust'])
      .where('respondent', '=', first.respondent)
      .orderBy('moment', 'desc')
      .execute()
    expect(rows).toEqual([
      { moment: 'before', dark: 3, avoids: true, trust: null },
      { moment: 'after', dark: 5, avoids: true, trust: null },
    ])
  })

  it('has a day after the end of the walk, and counts as late when it comes after that', async () => {
    const { otherWalk, officials, phones } = town
    const closedAt = '2026-10-29T20:00:00.000Z'
    const closedMs = Date.parse(closedAt)
    await applyAs(database, officials.carla, {
      name: 'walk.close@1',
      args: { walkId: otherWalk.id },
      space: otherWalk.id,
      capturedAt: closedAt,
    })
    const push = async (moment: 'before' | 'after', hours: number) => {
      const args = { ...answers(), moment, walkId: otherWalk.id }
      const mutations = [makeEnvelope({ name: 'walk-answers.set@1', args })]
      const now = closedMs + hours * 3_600_000
      await pushAs(database, phones.dan, { mutations, space: otherWalk.id, now })
    }
    for (const moment of ['before', 'after'] as const) {
      for (const hours of [1, 23, 25]) await push(moment, hours)
    }
    const key = { municipalityId: town.id, walkId: otherWalk.id }
    const given = await readWalkAnswers(database.db, key)
    const late = (moment: string) =>
      given.filter((one) => one.moment === moment && one.isLate).length
    expect([late('before'), late('after')]).toEqual([3, 1])
    for (let more = 0; more < 3; more += 1) await push('after', 2)
    const options = { basis: 'all', closedMs, nowMs: closedMs + 25 * 3_600_000 } as const
    expect(summariseArea(await readWalkAnswers(database.db, key), options)).toMatchObject([
      { moment: 'before', state: 'none' },
      { moment: 'after', state: 'shown', answers: 5 },
    ])
  })
})

describe('a walk that is under way and closed', () => {
  it('keeps when it was begun, once, and marks what is answered after its end as late', async () => {
    const { lone, dan, anna } = town.phones
    const walkId = town.walk.id
    const start = { name: 'walk.start@1', args: { walkId } } as const
    expect(await applyAs(database, anna, start)).toMatchObject({ code: 'not-allowed' })
    expect(dan.walkId).toBe(town.otherWalk.id)
    await applyAs(database, lone, { ...start, capturedAt: '2026-10-29T18:00:00Z' })
    expect((await applyAs(database, lone, start)).status).toBe('applied')
    await applyAs(database, lone, { name: 'walk.close@1', args: { walkId } })
    const reader = await new TestReader(database, anna, walkId).pullAll()
    expect(reader.rows.get(walkId)?.body).toMatchObject({
      phase: 'closed',
      startedAt: '2026-10-29T18:00:00.000Z',
    })
    const respondent = someUuid()
    await rate(anna, { respondent })
    expect((await stored()).find((one) => one.respondent === respondent)?.isLate).toBe(true)
    expect(await applyAs(database, lone, start)).toMatchObject({ code: 'walk-closed' })
    const options = { stopIds: [stopId], basis: 'all', isClosed: true } as const
    expect(summariseRatings(await stored(), options)).toEqual([{ stopId, state: 'few' }])
  })
})
