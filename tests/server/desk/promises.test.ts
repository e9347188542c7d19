import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { addDays } from '../../../shared/text/day-count.ts'
import { monthsAfter, type FeedbackMonths } from '../../../shared/walk/feedback/feedback-dates.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { makeCreate } from '../../support/fixtures/make-observation.ts'
import { pushAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { TestOfficial, TestPhone } from '../../support/fixtures/people.ts'

/** The morning of the first report, before the clocks change twice in the thirteen months that follow. */
const reportDay = '2026-08-31'
const at = (day: string) => Date.parse(`${day}T09:00:00Z`)

describe('promises over thirteen months', () => {
  let store: TestDatabase
  let test: TestApp
  let town: TestMunicipality
  let now = at(reportDay)
  let lamp: Uuid
  let hedge: Uuid
  let quiet: Uuid

  const act = async (person: TestOfficial | TestPhone, mutation: KnownMutation) => {
    const { results } = await pushAs(store, person, {
      ...{ mutations: [makeEnvelope(mutation)], space: town.walk.id, now },
    })
    expect(results).toMatchObject([{ status: 'applied' }])
  }
  const pin = async (category: string): Promise<Uuid> => {
    const args = makeCreate({ category })
    await act(town.phones.anna, { name: 'observation.create@1', args })
    return args.observationId
  }
  const assign = (observationId: Uuid, dueOn: string, moved?: { from: string; why: string }) =>
    act(town.officials.carla, {
      name: 'observation.assign@2',
      args: {
        ...{ observationId, partyIds: ['road'], dueOn, reason: moved?.why ?? '' },
        base: { partyIds: moved ? ['road'] : [], dueOn: moved?.from ?? null },
      },
    })

  beforeAll(async () => {
    store = await openTestDatabase()
    test = await buildTestApp({ store, now: () => now })
    town = await seedMunicipality(store)
    lamp = await pin('lys.slukket')
    hedge = await pin('syn.beplantning')
    quiet = await pin('adf.ophold')
    await pin('god.plads')
    const findings = [lamp, hedge, quiet].map((id) => ({ id, version: '0123456789abcdef' }))
    await act(town.officials.carla, {
      name: 'walk.approve-list@1',
      args: { walkId: town.walk.id, findings },
    })
  })
  afterAll(async () => {
    await test.close()
    await store.drop()
  })

  const get = (url: string, cookie = town.officials.carla.cookie) =>
    test.app.inject({ url, headers: { cookie } })
  const send = (url: string, payload: object, cookie = town.officials.carla.cookie) =>
    test.app.inject({ method: 'POST', url, payload, headers: { ...sameOrigin, cookie } })
  const makeReport = (base: number) =>
    send(`/api/walks/${town.walk.id}/reports`, {
      ...{ id: someUuid(), base, language: 'da', above: '', below: '', leftOut: [] },
    })
  const note = (months: FeedbackMonths, isGiven = true, cookie?: string) =>
    send(`/api/walks/${town.walk.id}/feedback`, { months, isGiven }, cookie)
  const overdue = async (cookie?: string) =>
    (await get('/api/overdue', cookie)).json<Reply<'readOverdue'>>()
  const lines = async () => (await get('/api/feedback')).json<Reply<'listFeedback'>>()
  const listed = async (query: string) =>
    (await get(`/api/observations?${query}`))
      .json<Reply<'listObservations'>>()
      .items.map(({ id }) => id)

  it('have no dates before the first report, and none can be given', async () => {
    expect(await lines()).toEqual({ walks: [], next: null })
    expect((await note(1)).statusCode).toBe(404)
    expect(await overdue()).toEqual({
      ...{ parties: [], findings: 0, isMore: false, feedback: { walks: [], isMore: false } },
      unowned: { findings: 0, isMore: false, since: null },
    })
  })

  it('come with the first report, at the end of shorter months, and stay when a second one is made', async () => {
    expect((await makeReport(0)).statusCode).toBe(200)
    const dates = [1, 3, 6].map((months) => ({
      ...{ months, dueOn: monthsAfter(reportDay, months), givenOn: null },
    }))
    expect(dates.map(({ dueOn }) => dueOn)).toEqual(['2026-09-30', '2026-11-30', '2027-02-28'])
    const missing = { withoutOwner: 3, withoutAnswer: 3, withoutDate: 3 }
    expect(await lines()).toEqual({
      walks: [{ walkId: town.walk.id, dates, missing }],
      next: null,
    })
    now = at('2026-09-10')
    expect((await makeReport(1)).statusCode).toBe(200)
    expect((await lines()).walks[0]?.dates).toEqual(dates)
    const second = await get(`/api/walks/${town.walk.id}/reports/2/report.html`)
    expect(second.body).toContain('30. september 2026')
    expect(second.body).not.toContain('10. oktober 2026')
  })

  it('name what nobody has for more than a week, restricted or not, and no good place', async () => {
    const { unowned } = await overdue()
    expect(unowned).toMatchObject({ findings: 3, since: new Date(at(reportDay)).toISOString() })
    expect((await listed('late=unowned')).toSorted()).toEqual([lamp, hedge, quiet].toSorted())
    await assign(lamp, '2026-09-20')
    await assign(hedge, '2026-10-01')
    expect((await overdue()).unowned).toMatchObject({ findings: 1 })
    expect(await listed('late=unowned')).toEqual([quiet])
  })

  it('are overdue from the day after, by party, and the links find exactly them', async () => {
    now = at('2026-09-20')
    expect((await overdue()).parties).toEqual([])
    now = at('2026-09-21')
    const road = { partyId: 'road', findings: 1, oldestDueOn: '2026-09-20' }
    expect((await overdue()).parties).toEqual([road])
    expect(await listed('late=overdue&party=road&sort=due')).toEqual([lamp])
    now = at('2026-10-02')
    expect((await overdue()).parties).toEqual([{ ...road, findings: 2 }])
    expect(await listed('late=overdue&sort=due')).toEqual([lamp, hedge])
    expect((await listed('late=overdue,unowned')).toSorted()).toEqual(
      [lamp, hedge, quiet].toSorted(),
    )
  })

  it('are counted in the zone of the municipality: a day ends at midnight there', async () => {
    // 21 September 00:30 in Copenhagen is still the 20th in UTC.
    now = Date.parse('2026-09-20T22:30:00Z')
    expect((await overdue()).parties).toMatchObject([{ findings: 1 }])
    expect(await listed('late=overdue')).toEqual([lamp])
    now = Date.parse('2026-09-20T21:30:00Z')
    expect((await overdue()).parties).toEqual([])
    expect(await listed('late=overdue')).toEqual([])
  })

  it('show officials what their own party has let pass, and nothing of what others give', async () => {
    now = at('2026-10-02')
    const { kim, pia, adam, vera } = town.officials
    expect(await overdue(kim.cookie)).toMatchObject({
      ...{ parties: [{ partyId: 'road', findings: 2 }], feedback: null, unowned: null },
    })
    expect((await overdue(pia.cookie)).parties).toEqual([])
    expect(await overdue(adam.cookie)).toMatchObject({ feedback: null, unowned: null })
    expect((await get('/api/overdue', vera.cookie)).statusCode).toBe(403)
    expect((await get('/api/feedback', kim.cookie)).statusCode).toBe(403)
  })

  it('are kept when given by the day, and overdue when nobody gave them', async () => {
    now = at('2026-09-30')
    expect((await note(1)).json()).toMatchObject({ dates: [{ givenOn: '2026-09-30' }, {}, {}] })
    now = at('2026-10-05')
    // Pressed again: the first day stays.
    expect((await note(1)).json()).toMatchObject({ dates: [{ givenOn: '2026-09-30' }, {}, {}] })
    expect((await overdue()).feedback?.walks).toEqual([])
    now = at('2026-12-01')
    expect((await overdue()).feedback?.walks).toMatchObject([
      {
        ...{ walkId: town.walk.id, title: 'Aalborg Øst', months: 3, dueOn: '2026-11-30' },
        missing: { withoutOwner: 1, withoutAnswer: 3, withoutDate: 1 },
      },
    ])
  })

  it('keep the old date when one moves, for the people who walked and in the next report', async () => {
    await assign(lamp, '2027-03-01', { from: '2026-09-20', why: 'Kablet skal graves op' })
    await assign(lamp, '2027-05-01', { from: '2027-03-01', why: 'Frost i jorden' })
    const seen = (await get(`/api/observations/${lamp}`)).json<Reply<'readObservation'>>()
    expect(seen.movedDates?.map(({ from, to }) => [from, to])).toEqual([
      ['2026-09-20', '2027-03-01'],
      ['2027-03-01', '2027-05-01'],
    ])
    expect((await makeReport(2)).statusCode).toBe(200)
    for (const ending of ['html', 'csv', 'geojson']) {
      const { body } = await get(`/api/walks/${town.walk.id}/reports/3/report.${ending}`)
      expect(body).toContain('Frost i jorden')
      expect(body).toMatch(/Lovet 1\. mar[^"]*2027, flyttet til 1\. maj 2027/)
    }
  })

  it('take an answer that waits for money as an answer, and say so in the report', async () => {
    await act(town.officials.kim, {
      name: 'observation.await-budget@1',
      args: {
        ...{ observationId: hedge, base: 'assigned', plannedFor: '2028' },
        text: 'Byrådet afgør det. Imens klipper vi det nederste.',
      },
    })
    const seen = (await get(`/api/observations/${hedge}`)).json<Reply<'readObservation'>>()
    expect(seen).toMatchObject({ status: 'accepted', answer: { awaits: 'budget' } })
    expect((await makeReport(3)).statusCode).toBe(200)
    const page = (await get(`/api/walks/${town.walk.id}/reports/4/report.html`)).body
    expect(page).toContain('afventer budget · 2028')
    const refused = page.slice(page.indexOf('Afvist eller udskudt'))
    expect(refused).toContain('Imens klipper vi det nederste')
    const csv = await get(`/api/walks/${town.walk.id}/reports/4/report.csv`)
    expect(csv.body).toContain('afventer budget')
  })

  it('can be taken back, are late when given after their day, and are all there thirteen months later', async () => {
    expect((await note(3)).json()).toMatchObject({ dates: [{}, { givenOn: '2026-12-01' }, {}] })
    expect((await note(3, false)).json()).toMatchObject({ dates: [{}, { givenOn: null }, {}] })
    now = at(addDays(reportDay, 395))
    // Everybody has signed in again in the meantime.
    await store.pool.query("update sessions set expires_at = '2100-01-01'")
    expect((await overdue()).feedback?.walks.map(({ months, dueOn }) => [months, dueOn])).toEqual([
      [3, '2026-11-30'],
      [6, '2027-02-28'],
    ])
    expect((await note(3, true, town.phones.lone.cookie)).statusCode).toBe(200)
    expect((await note(6)).statusCode).toBe(200)
    expect((await overdue()).feedback?.walks).toEqual([])
    expect((await lines()).walks).toMatchObject([
      { dates: [{ givenOn: '2026-09-30' }, { givenOn: '2027-09-30' }, {}], missing: null },
    ])
    expect((await overdue()).parties).toMatchObject([{ partyId: 'road', findings: 2 }])
  })

  it('are given by the leader and the coordinator, and by nobody else', async () => {
    const { anna, rita, dan } = town.phones
    const { kim, eva, adam, vera } = town.officials
    for (const { cookie } of [anna, rita, dan, kim, eva, adam, vera])
      expect((await note(1, true, cookie)).statusCode).toBe(403)
  })
})
