import { describe, expect, it } from 'vitest'
import { applyRetention, planRetention } from '../../../server/privacy/retention.ts'
import { monthsBefore } from '../../../server/privacy/months-before.ts'
import { applyRetentionJob } from '../../../server/jobs/apply-retention-job.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { DueItem } from '../../../server/store/observations/retention-store.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { announcementOf } from '../../support/requests/upload-photo.ts'
import {
  bodyOf,
  close,
  later,
  pinWithPhoto,
  retentionTown,
  setMonths,
  surroundings,
} from '../../support/server/retention-town.ts'

const world = retentionTown()

const idsOf = (items: readonly DueItem[]) => items.map(({ kind, id }) => `${kind} ${id}`).sort()

describe('deletion after the months of the municipality', () => {
  it('O4: removes names and photos, and keeps texts where no months are set for them', async () => {
    await setMonths(world, { names: 24 })
    const id = await pinWithPhoto(world, 'Lampen er gået ud')
    await close(world, id)
    const reader = new TestReader(world.held.store, world.town.phones.ole, world.town.walk.id)
    expect((await reader.pullAll()).observation(id)?.photos).toHaveLength(1)
    const before = await bodyOf(world, id)
    world.now = later(23)
    expect(await applyRetention(surroundings(world))).toEqual([])
    world.now = later(25)
    const plans = await planRetention(surroundings(world))
    const due = plans.flatMap((plan) => plan.due)
    expect(due.map(({ kind }) => kind).sort()).toEqual(['name', 'person'])
    expect(await applyRetention(surroundings(world))).toEqual(due)
    const after = await bodyOf(world, id)
    expect(after?.author_client_id).toBeNull()
    expect(after?.body).toMatchObject({ authorClientId: null, authorName: null, photos: [] })
    expect(after?.body.text).toBe('Lampen er gået ud')
    expect(after?.updated_at).toEqual(before?.updated_at)
    expect(JSON.stringify(after?.body)).not.toContain(world.town.phones.anna.clientId)
    expect((await reader.pullAll()).observation(id)?.photos).toEqual([])
    const left = await world.held.store.pool.query(
      `select (select count(*)::int from photos) as photos,
        (select count(*)::int from walk_members where display_name is not null) as names,
        (select count(*)::int from events where actor_kind = 'device' and actor_id is not null) as authors`,
    )
    expect(left.rows).toEqual([{ photos: 0, names: 0, authors: 0 }])
    expect(await applyRetention(surroundings(world))).toEqual([])
  })

  it('O4: removes which phones saw a finding too, and what they showed; how many and how it felt stay', async () => {
    await setMonths(world, { names: 24 })
    const { anna, ole } = world.town.phones
    const id = await pinAs(world.held.store, ole)
    const said = { observationId: id, sees: true, feeling: 2 as const }
    await applyAs(world.held.store, anna, { name: 'observation.see-too@1', args: said })
    const shown = { observationId: id, photo: announcementOf(world.photo) }
    await applyAs(world.held.store, anna, { name: 'photo.announce@1', args: shown })
    await close(world, id)
    // The author has gone before, so that those who saw it too are all that is left.
    world.now = later(25)
    await world.held.store.db.updateTable('walk_members').set({ display_name: null }).execute()
    const due = await applyRetention(surroundings(world))
    expect(idsOf(due)).toEqual([`person ${id}`])
    const after = await bodyOf(world, id)
    expect(after?.body).toMatchObject({ photos: [], seenToo: [{ feeling: 2 }] })
    expect(JSON.stringify(after?.body)).not.toContain(anna.clientId)
    const events = await world.held.store.pool.query(
      "select 1 from events where actor_kind = 'device' and actor_id is not null",
    )
    expect(events.rows).toEqual([])
    expect(await applyRetention(surroundings(world))).toEqual([])
  })

  it('O4: removes the files of the photos as well', async () => {
    await setMonths(world, { names: 24 })
    await pinWithPhoto(world, 'Lampen er gået ud')
    const { photoFiles } = surroundings(world)
    const [row] = await world.held.store.db.selectFrom('photos').select('file_name').execute()
    expect(await photoFiles.size(row?.file_name ?? '', 'large')).toBeDefined()
    world.now = later(25)
    await applyRetention(surroundings(world))
    for (const variant of ['large', 'thumbnail'] as const) {
      expect(await photoFiles.size(row?.file_name ?? '', variant)).toBeUndefined()
    }
  })

  it('O4: removes texts of closed findings after months of their own, and texts of open ones never', async () => {
    await setMonths(world, { names: 12, texts: 36 })
    const { ole } = world.town.phones
    const closedId = await pinAs(world.held.store, ole, {
      text: 'Naboen Jens Hansen',
      place: 'hos Jens',
    })
    const openId = await pinAs(world.held.store, ole, { text: 'Åben sag' })
    await close(world, closedId)
    world.now = later(35)
    await applyRetention(surroundings(world))
    expect((await bodyOf(world, closedId))?.body.text).toBe('Naboen Jens Hansen')
    world.now = later(37)
    const due = (await planRetention(surroundings(world))).flatMap((plan) => plan.due)
    expect(due.map(({ kind, id }) => [kind, id])).toEqual([['texts', closedId]])
    expect(await applyRetention(surroundings(world))).toEqual(due)
    const after = await bodyOf(world, closedId)
    expect(after?.body).toMatchObject({ text: '', place: '', comments: [], status: 'declined' })
    expect(after?.search_text).not.toContain('jens')
    expect((await bodyOf(world, openId))?.body.text).toBe('Åben sag')
    const events = await world.held.store.pool.query('select data from events')
    expect(JSON.stringify(events.rows)).not.toContain('Ikke vores vej')
  })

  it('O4: counts a finding that was joined with another one from the joining, and removes the answer from before', async () => {
    await setMonths(world, { names: 12, texts: 12 })
    const { ole } = world.town.phones
    const [id, main] = [
      await pinAs(world.held.store, ole, { text: '', place: '' }),
      await pinAs(world.held.store, ole),
    ]
    const asks = {
      observationId: id,
      base: 'received',
      status: 'needs-info',
      text: 'Var det Jens?',
    } as const
    const pushed = (mutation: Parameters<typeof makeEnvelope>[0]) =>
      pushAs(world.held.store, world.town.officials.carla, {
        mutations: [makeEnvelope(mutation)],
        space: world.town.walk.id,
        now: world.now,
      })
    await pushed({ name: 'observation.set-status@1', args: asks })
    world.now = later(10)
    await pushed({ name: 'observation.link@1', args: { observationId: id, duplicateOf: main } })
    world.now = later(15)
    const isDue = async () =>
      (await planRetention(surroundings(world)))
        .flatMap((plan) => plan.due)
        .filter((one) => one.id === id)
    expect(await isDue()).toEqual([])
    world.now = later(23)
    expect((await isDue()).map(({ kind }) => kind).sort()).toEqual(['person', 'texts'])
    await applyRetention(surroundings(world))
    expect(JSON.stringify((await bodyOf(world, id))?.body)).not.toContain('Jens')
  })

  it('O4: removes why a promised date has moved, and keeps the dates', async () => {
    await setMonths(world, { names: 12, texts: 12 })
    const id = await pinAs(world.held.store, world.town.phones.ole, { text: '', place: '' })
    const { walk, officials } = world.town
    const decide = async (mutation: KnownMutation) => {
      const { status } = await applyAs(world.held.store, officials.carla, {
        ...{ ...mutation, space: walk.id },
      })
      expect(status).toBe('applied')
    }
    const assign = (from: string | null, dueOn: string) =>
      decide({
        name: 'observation.assign@2',
        args: {
          ...{ observationId: id, partyIds: ['road'], dueOn, reason: 'Jens er syg' },
          base: { partyIds: from === null ? [] : ['road'], dueOn: from },
        },
      })
    await assign(null, '2026-12-01')
    await assign('2026-12-01', '2027-01-15')
    await decide({
      name: 'observation.set-status@1',
      args: { observationId: id, base: 'assigned', status: 'done', text: '', on: '2026-12-20' },
    })
    const moves = async () => (await bodyOf(world, id))?.body.movedDates
    expect(await moves()).toMatchObject([{ from: '2026-12-01', reason: 'Jens er syg' }])
    world.now = later(13)
    await applyRetention(surroundings(world))
    expect(await moves()).toMatchObject([{ from: '2026-12-01', to: '2027-01-15', reason: '' }])
    expect(JSON.stringify((await bodyOf(world, id))?.body)).not.toContain('Jens')
  })

  it('O4: removes what an official’s last change replaced, also when nothing else is left of a person', async () => {
    await setMonths(world, { names: 12 })
    const id = await pinAs(world.held.store, world.town.phones.ole, { text: 'Jens bor her' })
    await close(world, id)
    world.now = later(13)
    await applyRetention(surroundings(world))
    const changes = { text: { base: 'Jens bor her', value: 'En beboer' } }
    const { status } = await applyAs(world.held.store, world.town.officials.carla, {
      ...{ name: 'observation.edit@1', args: { observationId: id, changes } },
      space: world.town.walk.id,
    })
    expect(status).toBe('applied')
    expect(JSON.stringify((await bodyOf(world, id))?.body)).toContain('Jens')
    expect(idsOf(await applyRetention(surroundings(world)))).toEqual([`person ${id}`])
    expect(JSON.stringify((await bodyOf(world, id))?.body)).not.toContain('Jens')
  })

  it('O4: removes a withdrawn observation as a whole, also from its readers', async () => {
    await setMonths(world, { names: 24 })
    const { anna } = world.town.phones
    const id = await pinAs(world.held.store, anna, { text: 'Taget tilbage' })
    const reader = new TestReader(world.held.store, world.town.phones.ole, world.town.walk.id)
    expect((await reader.pullAll()).observation(id)).toBeDefined()
    await applyAs(world.held.store, anna, {
      name: 'observation.withdraw@1',
      args: { observationId: id },
    })
    world.now = later(25)
    await applyRetention(surroundings(world))
    expect(await bodyOf(world, id)).toBeUndefined()
    expect((await reader.pullAll()).observation(id)).toBeUndefined()
  })

  it('O4: removes nothing before a new rule is in force, and lists meanwhile what it would remove', async () => {
    await pinWithPhoto(world, 'Lampen er gået ud')
    world.now = later(25)
    await setMonths(world, { names: 24, setAt: world.now })
    const [plan] = await planRetention(surroundings(world))
    expect(plan).toMatchObject({ isInForce: false })
    expect(plan?.due).not.toEqual([])
    expect(await applyRetention(surroundings(world))).toEqual([])
    world.now += 30 * 86_400_000
    expect(idsOf(await applyRetention(surroundings(world)))).toEqual(idsOf(plan?.due ?? []))
  })

  it('O4: by two servers at once removes exactly what the dry run has listed', async () => {
    await setMonths(world, { names: 24 })
    // More than one batch of the run.
    for (let count = 0; count < 130; count += 1) {
      await applyAs(world.held.store, world.town.phones.ole, {
        name: 'observation.create@1',
        args: makeCreate({ text: `Nummer ${String(count)}` }),
      })
    }
    world.now = later(25)
    const due = (await planRetention(surroundings(world))).flatMap((plan) => plan.due)
    const [one, other] = await Promise.all([
      applyRetention(surroundings(world)),
      applyRetention(surroundings(world)),
    ])
    expect(idsOf([...one, ...other])).toEqual(idsOf(due))
  })

  it('O4: is done by the server itself, in a job that runs every night', async () => {
    await setMonths(world, { names: 24 })
    const id = await pinWithPhoto(world, 'Lampen er gået ud')
    world.now = later(25)
    await world.held.testApp.app.jobs.send(applyRetentionJob, {})
    await world.held.testApp.app.jobs.settled()
    expect((await bodyOf(world, id))?.author_client_id).toBeNull()
  })
})

it('a date that a shorter month does not have becomes the last day of that month', () => {
  const before = (day: string, months: number) =>
    monthsBefore(Date.parse(day), months).toISOString().slice(0, 10)
  expect(before('2026-03-31T10:00:00Z', 1)).toBe('2026-02-28')
  expect(before('2028-02-29T10:00:00Z', 12)).toBe('2027-02-28')
  expect(before('2026-01-15T10:00:00Z', 25)).toBe('2023-12-15')
})
