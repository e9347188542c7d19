import { beforeEach, describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { applyRetention, planRetention } from '../../../server/privacy/retention.ts'
import { monthsBefore } from '../../../server/privacy/months-before.ts'
import type { DueItem } from '../../../server/store/observations/retention-store.ts'
import { receiveFromOperator } from '../../../server/sync/push/receive-from-operator.ts'
import { retentionNoticeDays } from '../../../shared/municipality/municipality.ts'
import { applyRetentionJob } from '../../../server/jobs/apply-retention-job.ts'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { sendPhoto } from '../../support/requests/photo-requests.ts'
import { replyGiven } from '../../support/requests/give-reply.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../../support/requests/upload-photo.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const start = Date.now()
const noticeMs = retentionNoticeDays * 86_400_000
/** The server's clock. */
let now = start
const held = storeWithApp({ now: () => now })
let town: TestMunicipality
let photo: TestPhoto

/** So many months of 31 days from the start, and a day. */
const later = (months: number) => start + (months * 31 + 1) * 86_400_000

beforeEach(async () => {
  now = start
  await held.store.truncate()
  town = await seedMunicipality(held.store)
  const create = { width: 30, height: 30, channels: 3, background: '#346' } as const
  photo = photoOf(await sharp({ create }).jpeg().toBuffer())
  await held.store.db
    .updateTable('walks')
    .set({ ends_at: new Date(start), starts_at: new Date(start - 3_600_000) })
    .where('ends_at', 'is not', null)
    .execute()
  await held.store.db.updateTable('walk_members').set({ display_name: null }).execute()
  await held.store.db
    .updateTable('walk_members')
    .set({ display_name: 'Anna Jensen' })
    .where('client_id', '=', town.phones.anna.clientId)
    .execute()
})

const surroundings = () => ({
  store: held.store,
  photoFiles: held.testApp.dependencies.photoFiles,
  now,
})
/** In force 30 days after `at`. */
async function setMonths(retentionMonths: number, textMonths?: number, at = start - noticeMs) {
  const args = {
    municipalityId: town.id,
    retentionMonths,
    ...(textMonths === undefined ? {} : { textMonths }),
  }
  const space = { municipalityId: town.id, spaceId: town.id }
  const mutation = { name: 'municipality.set-retention@1', args } as const
  const outcome = await receiveFromOperator(held.store, {
    ...space,
    ...{ id: someUuid(), mutation, now: at },
  })
  expect(outcome).toEqual({ ok: true, value: undefined })
}

const idsOf = (items: readonly DueItem[]) => items.map(({ kind, id }) => `${kind} ${id}`).sort()

const bodyOf = async (id: string) => {
  const row = await held.store.db
    .selectFrom('observations')
    .select(['body', 'author_client_id', 'updated_at', 'search_text'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row
}

/** A pin of Anna's with a stored photo and a comment of hers. */
async function pinWithPhoto(text: string): Promise<string> {
  const { anna } = town.phones
  const id = await pinAs(held.store, anna, { text, photos: [announcementOf(photo)] })
  await sendPhoto(held.testApp.app, anna, photo)
  held.testApp.app.jobs.ask(cleanPhotosJob)
  await held.testApp.app.jobs.settled()
  const comment = { observationId: id, commentId: crypto.randomUUID(), audience: 'public' as const }
  await applyAs(held.store, anna, {
    name: 'observation.comment@1',
    args: { ...comment, text: 'Det er mørkt' },
  })
  return id
}

const close = (observationId: string) =>
  applyAs(held.store, town.officials.carla, {
    name: 'observation.set-status@1',
    args: {
      observationId,
      base: 'received',
      status: 'declined',
      text: 'Ikke vores vej',
      reason: 'not-our-area',
    },
    space: town.walk.id,
  })

describe('deletion after the months of the municipality', () => {
  it('O4: removes names and photos, and keeps texts where no months are set for them', async () => {
    await setMonths(24)
    const id = await pinWithPhoto('Lampen er gået ud')
    await close(id)
    const reader = new TestReader(held.store, town.phones.ole, town.walk.id)
    expect((await reader.pullAll()).observation(id)?.photos).toHaveLength(1)
    const before = await bodyOf(id)
    now = later(23)
    expect(await applyRetention(surroundings())).toEqual([])
    now = later(25)
    const plans = await planRetention(surroundings())
    const due = plans.flatMap((plan) => plan.due)
    expect(due.map(({ kind }) => kind).sort()).toEqual(['name', 'person'])
    expect(await applyRetention(surroundings())).toEqual(due)
    const after = await bodyOf(id)
    expect(after?.author_client_id).toBeNull()
    expect(after?.body).toMatchObject({ authorClientId: null, authorName: null, photos: [] })
    expect(after?.body.text).toBe('Lampen er gået ud')
    expect(after?.updated_at).toEqual(before?.updated_at)
    expect(JSON.stringify(after?.body)).not.toContain(town.phones.anna.clientId)
    expect((await reader.pullAll()).observation(id)?.photos).toEqual([])
    const left = await held.store.pool.query(
      `select (select count(*)::int from photos) as photos,
        (select count(*)::int from walk_members where display_name is not null) as names,
        (select count(*)::int from events where actor_kind = 'device' and actor_id is not null) as authors`,
    )
    expect(left.rows).toEqual([{ photos: 0, names: 0, authors: 0 }])
    expect(await applyRetention(surroundings())).toEqual([])
  })

  it('O4: removes which phones saw a finding too, and what they showed; how many and how it felt stay', async () => {
    await setMonths(24)
    const { anna, ole } = town.phones
    const id = await pinAs(held.store, ole)
    const said = { observationId: id, sees: true, feeling: 2 as const }
    await applyAs(held.store, anna, { name: 'observation.see-too@1', args: said })
    const shown = { observationId: id, photo: announcementOf(photo) }
    await applyAs(held.store, anna, { name: 'photo.announce@1', args: shown })
    await close(id)
    // The author has gone before, so that those who saw it too are all that is left.
    now = later(25)
    await held.store.db.updateTable('walk_members').set({ display_name: null }).execute()
    const due = await applyRetention(surroundings())
    expect(idsOf(due)).toEqual([`person ${id}`])
    const after = await bodyOf(id)
    expect(after?.body).toMatchObject({ photos: [], seenToo: [{ feeling: 2 }] })
    expect(JSON.stringify(after?.body)).not.toContain(anna.clientId)
    const events = await held.store.pool.query(
      "select 1 from events where actor_kind = 'device' and actor_id is not null",
    )
    expect(events.rows).toEqual([])
    expect(await applyRetention(surroundings())).toEqual([])
  })

  it('O4: removes the files of the photos as well', async () => {
    await setMonths(24)
    await pinWithPhoto('Lampen er gået ud')
    const { photoFiles } = surroundings()
    const [row] = await held.store.db.selectFrom('photos').select('file_name').execute()
    expect(await photoFiles.size(row?.file_name ?? '', 'large')).toBeDefined()
    now = later(25)
    await applyRetention(surroundings())
    for (const variant of ['large', 'thumbnail'] as const) {
      expect(await photoFiles.size(row?.file_name ?? '', variant)).toBeUndefined()
    }
  })

  it('O4: removes texts of closed findings after months of their own, and texts of open ones never', async () => {
    await setMonths(12, 36)
    const { ole } = town.phones
    const closedId = await pinAs(held.store, ole, { text: 'Naboen Jens Hansen', place: 'hos Jens' })
    const openId = await pinAs(held.store, ole, { text: 'Åben sag' })
    await close(closedId)
    now = later(35)
    await applyRetention(surroundings())
    expect((await bodyOf(closedId))?.body.text).toBe('Naboen Jens Hansen')
    now = later(37)
    const due = (await planRetention(surroundings())).flatMap((plan) => plan.due)
    expect(due.map(({ kind, id }) => [kind, id])).toEqual([['texts', closedId]])
    expect(await applyRetention(surroundings())).toEqual(due)
    const after = await bodyOf(closedId)
    expect(after?.body).toMatchObject({ text: '', place: '', comments: [], status: 'declined' })
    expect(after?.search_text).not.toContain('jens')
    expect((await bodyOf(openId))?.body.text).toBe('Åben sag')
    const events = await held.store.pool.query('select data from events')
    expect(JSON.stringify(events.rows)).not.toContain('Ikke vores vej')
  })

  it('O4: counts a finding that was joined with another one from the joining, and removes the answer from before', async () => {
    await setMonths(12, 12)
    const { ole } = town.phones
    const [id, main] = [
      await pinAs(held.store, ole, { text: '', place: '' }),
      await pinAs(held.store, ole),
    ]
    const asks = {
      observationId: id,
      base: 'received',
      status: 'needs-info',
      text: 'Var det Jens?',
    } as const
    const pushed = (mutation: Parameters<typeof makeEnvelope>[0]) =>
      pushAs(held.store, town.officials.carla, {
        mutations: [makeEnvelope(mutation)],
        space: town.walk.id,
        now,
      })
    await pushed({ name: 'observation.set-status@1', args: asks })
    now = later(10)
    await pushed({ name: 'observation.link@1', args: { observationId: id, duplicateOf: main } })
    now = later(15)
    const isDue = async () =>
      (await planRetention(surroundings()))
        .flatMap((plan) => plan.due)
        .filter((one) => one.id === id)
    expect(await isDue()).toEqual([])
    now = later(23)
    expect((await isDue()).map(({ kind }) => kind).sort()).toEqual(['person', 'texts'])
    await applyRetention(surroundings())
    expect(JSON.stringify((await bodyOf(id))?.body)).not.toContain('Jens')
  })

  it('O4: removes a withdrawn observation as a whole, also from its readers', async () => {
    await setMonths(24)
    const { anna } = town.phones
    const id = await pinAs(held.store, anna, { text: 'Taget tilbage' })
    const reader = new TestReader(held.store, town.phones.ole, town.walk.id)
    expect((await reader.pullAll()).observation(id)).toBeDefined()
    await applyAs(held.store, anna, { name: 'observation.withdraw@1', args: { observationId: id } })
    now = later(25)
    await applyRetention(surroundings())
    expect(await bodyOf(id)).toBeUndefined()
    expect((await reader.pullAll()).observation(id)).toBeUndefined()
  })

  it('O4: removes a wish for a walk with its name, contact and link, counted from its latest answer', async () => {
    await setMonths(24)
    const bird = { why: 'Kanariefugl i tunnellen', asker: 'Bo Bosen', email: 'bo@example.dk' }
    const [silent, answered] = [wishAsked(town.id, bird), wishAsked(town.id, bird)]
    const post = (url: string, payload: object) =>
      held.testApp.app.inject({ method: 'POST', url, headers: sameOrigin, payload })
    for (const wish of [silent, answered]) await post('/api/wishes', wish)
    const { wishId } = answered
    now = later(12)
    const [decline] = [{ wishId, base: 'waiting', reason: 'Nej, Bo Bosen' } as const]
    const mutations = [makeEnvelope({ name: 'wish.decline@1', args: decline })]
    await pushAs(held.store, town.officials.carla, { mutations, space: town.id, now })
    now = later(25)
    const due = (await planRetention(surroundings())).flatMap((plan) => plan.due)
    expect(due.filter(({ kind }) => kind === 'wish').map(({ id }) => id)).toEqual([silent.wishId])
    await applyRetention(surroundings())
    const read = async ({ secret }: typeof silent) =>
      (await post('/api/wishes/read', { secret })).statusCode
    expect([await read(silent), await read(answered)]).toEqual([404, 200])
    now = later(37)
    await applyRetention(surroundings())
    expect(await read(answered)).toBe(404)
    const left = await held.store.pool.query(
      'select (select json_agg(sync_rows) from sync_rows) as rows, (select json_agg(events) from events) as events, (select json_agg(wish_links) from wish_links) as links',
    )
    expect(JSON.stringify(left.rows)).not.toMatch(/Kanariefugl|Bosen|bo@example/)
    expect(left.rows[0]).toMatchObject({ links: null })
    expect(await applyRetention(surroundings())).toEqual([])
  })

  it('O4: removes what a leader said to everybody, counted from the end of the walk, from every phone too', async () => {
    await setMonths(24)
    const args = { walkId: town.walk.id, lineId: someUuid(), line: 'Jens Hansen venter ved bænken' }
    await applyAs(held.store, town.phones.lone, { name: 'walk.say@1', args })
    // The walk was written as its row had it, with the end of the fixture.
    await held.store.db
      .updateTable('walks')
      .set({ ends_at: new Date(start) })
      .where('id', '=', town.walk.id)
      .execute()
    const reader = new TestReader(held.store, town.phones.ole, town.walk.id)
    const walkRow = async () => JSON.stringify([...(await reader.pullAll()).rows.values()])
    expect(await walkRow()).toContain('Jens Hansen')
    now = later(23)
    await applyRetention(surroundings())
    expect(await walkRow()).toContain('Jens Hansen')
    now = later(25)
    const due = (await planRetention(surroundings())).flatMap((plan) => plan.due)
    expect(due.filter(({ kind }) => kind === 'lines').map(({ id }) => id)).toEqual([town.walk.id])
    await applyRetention(surroundings())
    expect(await walkRow()).not.toContain('Jens Hansen')
    const left = await held.store.pool.query(
      'select (select json_agg(sync_rows) from sync_rows) as rows, (select json_agg(events) from events) as events, (select json_agg(walks) from walks) as walks',
    )
    expect(JSON.stringify(left.rows)).not.toContain('Jens Hansen')
    expect(await applyRetention(surroundings())).toEqual([])
  })

  it('O4: removes replies to an invitation with what opens them, counted from the end of the walk', async () => {
    await setMonths(24)
    const post = (url: string, payload: object) =>
      held.testApp.app.inject({ method: 'POST', url, headers: sameOrigin, payload })
    const reply = replyGiven(town.codes.walker, { other: 'Kanariefugl' })
    await post('/api/replies', reply)
    const ended = Date.parse(town.walk.endsAt ?? '')
    const endOfTime = new Date(Math.max(ended, now))
    const after = (months: number) => {
      const moment = new Date(endOfTime)
      moment.setUTCMonth(moment.getUTCMonth() + months)
      return moment.getTime()
    }
    now = after(23)
    await applyRetention(surroundings())
    const left = () => held.store.db.selectFrom('walk_replies').select('other').execute()
    expect(await left()).toEqual([{ other: 'Kanariefugl' }])
    now = after(25)
    await applyRetention(surroundings())
    expect(await left()).toEqual([])
    expect(await held.store.db.selectFrom('reply_links').selectAll().execute()).toEqual([])
  })

  it('O4: removes nothing before a new rule is in force, and lists meanwhile what it would remove', async () => {
    await pinWithPhoto('Lampen er gået ud')
    now = later(25)
    await setMonths(24, undefined, now)
    const [plan] = await planRetention(surroundings())
    expect(plan).toMatchObject({ isInForce: false })
    expect(plan?.due).not.toEqual([])
    expect(await applyRetention(surroundings())).toEqual([])
    now += 30 * 86_400_000
    expect(idsOf(await applyRetention(surroundings()))).toEqual(idsOf(plan?.due ?? []))
  })

  it('O4: by two servers at once removes exactly what the dry run has listed', async () => {
    await setMonths(24)
    // More than one batch of the run.
    for (let count = 0; count < 130; count += 1) {
      await applyAs(held.store, town.phones.ole, {
        name: 'observation.create@1',
        args: makeCreate({ text: `Nummer ${String(count)}` }),
      })
    }
    now = later(25)
    const due = (await planRetention(surroundings())).flatMap((plan) => plan.due)
    const [one, other] = await Promise.all([
      applyRetention(surroundings()),
      applyRetention(surroundings()),
    ])
    expect(idsOf([...one, ...other])).toEqual(idsOf(due))
  })

  it('O4: is done by the server itself, in a job that runs every night', async () => {
    await setMonths(24)
    const id = await pinWithPhoto('Lampen er gået ud')
    now = later(25)
    await held.testApp.app.jobs.send(applyRetentionJob, {})
    await held.testApp.app.jobs.settled()
    expect((await bodyOf(id))?.author_client_id).toBeNull()
  })
})

it('a date that a shorter month does not have becomes the last day of that month', () => {
  const before = (day: string, months: number) =>
    monthsBefore(Date.parse(day), months).toISOString().slice(0, 10)
  expect(before('2026-03-31T10:00:00Z', 1)).toBe('2026-02-28')
  expect(before('2028-02-29T10:00:00Z', 12)).toBe('2027-02-28')
  expect(before('2026-01-15T10:00:00Z', 25)).toBe('2023-12-15')
})
