import { beforeAll, describe, expect, it } from 'vitest'
import { applyMutation, type MutationArgs } from '../../../shared/sync/registry.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { replayParked } from '../../../server/sync/parked/replay-parked.ts'
import { joinWalk, saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { listWalks, readWalk } from '../../../server/store/walks/walk-store.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  return () => database.drop()
})

const stop = (name: string) => ({ id: someUuid(), name, longitude: 9.92, latitude: 57.04 })

const planOf = (
  changes: Partial<MutationArgs<'walk.create@1'>> = {},
): MutationArgs<'walk.create@1'> => ({
  walkId: someUuid(),
  title: 'Vejgaard',
  startsAt: '2026-12-05T16:00:00.000Z',
  endsAt: '2026-12-05T18:00:00.000Z',
  meetingPlace: 'Ved kirken',
  area: [9.9, 57.03, 9.96, 57.06],
  route: [[9.92, 57.04]],
  stops: [stop('Kirken'), stop('Tunnelen')],
  ...changes,
})

const create = (args: MutationArgs<'walk.create@1'>, person = town.officials.carla) =>
  applyAs(database, person, { name: 'walk.create@1', args, space: args.walkId })

const stored = (walkId: string): Promise<Walk | undefined> =>
  readWalk(database.db, { municipalityId: town.id, walkId })

const spaceOf = (id: string) =>
  database.db.selectFrom('spaces').selectAll().where('id', '=', id).executeTakeFirst()

const historyOf = async (id: string) => {
  const rows = await database.db
    .selectFrom('events')
    .select(['kind', 'actor_kind', 'actor_id'])
    .where('subject_kind', '=', 'walk')
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map((row) => [row.kind, row.actor_kind, row.actor_id])
}

async function joinAs(walkId: string): Promise<void> {
  const { clientId } = town.phones.anna
  const part = { municipalityId: town.id, walkId, role: 'walker', clientId } as const
  await database.db
    .transaction()
    .execute((tx) => joinWalk(tx, { ...part, displayName: null, now: new Date() }))
}

describe('a coordinator who makes a walk', () => {
  it('opens its space, puts it in its feed and begins its history, once', async () => {
    const plan = planOf()
    const { walkId, ...fields } = plan
    const envelope = makeEnvelope({ name: 'walk.create@1', args: plan })
    const push = { mutations: [envelope], space: walkId }
    const first = await pushAs(database, town.officials.carla, push)
    const again = await pushAs(database, town.officials.carla, push)
    expect(first.results).toEqual([{ id: envelope.id, status: 'applied', effectSeq: '1' }])
    expect(again.results).toEqual(first.results)
    const openedAt: unknown = expect.any(String)
    const walk = { ...fields, id: walkId, phase: 'open', isStanding: false, openedAt }
    expect(await stored(walkId)).toEqual(walk)
    expect(await spaceOf(walkId)).toMatchObject({ kind: 'walk', head: '1' })
    const carla = town.officials.carla.accountId
    expect(await historyOf(walkId)).toEqual([['walk-created', 'account', carla]])
    await joinAs(walkId)
    const reader = await new TestReader(database, town.phones.anna, walkId).pullAll()
    expect(reader.rows.get(walkId)?.body).toEqual(walk)
  })

  it('has it refused when a walk of that id is there, and nothing changes', async () => {
    const plan = planOf()
    await create(plan)
    expect(await create({ ...plan, title: 'En anden' })).toMatchObject({ code: 'walk-exists' })
    expect((await stored(plan.walkId))?.title).toBe('Vejgaard')
  })

  it('leaves no space behind when a rule fails on it, and gets the walk once an operator replays it', async () => {
    const plan = planOf()
    const { walkId } = plan
    const change = { walkId, changes: { title: { base: plan.title, value: 'Ny' } } }
    const mutations = [
      makeEnvelope({ name: 'walk.create@1', args: plan }),
      makeEnvelope({ name: 'walk.edit@1', args: change }),
    ]
    const push = { mutations, space: walkId }
    const { results } = await pushAs(database, town.officials.carla, {
      ...push,
      apply: (current, mutation, context) => {
        if (mutation.name === 'walk.create@1') throw new TypeError('x is undefined')
        return applyMutation(current, mutation, context)
      },
    })
    expect(results).toMatchObject([{ status: 'parked' }, { status: 'refused', code: 'not-found' }])
    expect(await spaceOf(walkId)).toBeUndefined()
    const id = mutations[0]?.id
    expect(await replayParked(database)).toEqual([{ mutationId: id, status: 'applied' }])
    expect((await stored(walkId))?.title).toBe(plan.title)
    expect(await spaceOf(walkId)).toMatchObject({ head: '1' })
  })

  it('leaves no space behind when it is refused, and may try again', async () => {
    const plan = planOf({ endsAt: '2026-12-01T10:00:00.000Z' })
    expect(await create(plan)).toMatchObject({ status: 'refused', code: 'walk-times' })
    expect(await spaceOf(plan.walkId)).toBeUndefined()
    const right = { ...plan, endsAt: '2026-12-05T18:00:00.000Z' }
    expect(await create(right)).toMatchObject({ status: 'applied' })
  })

  it('makes it once when it is asked for twice at the same time', async () => {
    const plan = planOf()
    const results = await Promise.all([create(plan), create(plan), create(plan)])
    expect(results.map(({ code = 'made' }) => code).toSorted()).toEqual([
      'made',
      'walk-exists',
      'walk-exists',
    ])
    expect(await historyOf(plan.walkId)).toHaveLength(1)
  })
})

describe('a walk that was made by a mutation', () => {
  it('is changed and closed by mutations, and takes pins between them', async () => {
    const plan = planOf()
    const { walkId } = plan
    await create(plan)
    await joinAs(walkId)
    const [first, second] = plan.stops
    const stops = { base: plan.stops, value: [second, { ...first, name: 'Kirkepladsen' }] }
    const args = { walkId, changes: { stops } } as MutationArgs<'walk.edit@1'>
    const carla = town.officials.carla
    const edited = await applyAs(database, carla, { name: 'walk.edit@1', args, space: walkId })
    const pinned = await applyAs(database, town.phones.anna, {
      name: 'observation.create@1',
      args: makeCreate(),
      space: walkId,
    })
    const closing = { name: 'walk.close@1', args: { walkId }, space: walkId } as const
    const closed = await applyAs(database, carla, closing)
    expect([edited, pinned, closed].map(({ effectSeq }) => effectSeq)).toEqual(['2', '3', '4'])
    expect(await stored(walkId)).toMatchObject({ phase: 'closed', stops: stops.value })
    const kinds = (await historyOf(walkId)).map(([kind]) => kind)
    expect(kinds).toEqual(['walk-created', 'walk-edited', 'walk-closed'])
    const late = { name: 'observation.create@1', args: makeCreate(), space: walkId } as const
    await applyAs(database, town.phones.anna, late)
    const reader = await new TestReader(database, town.phones.anna, walkId).pullAll()
    expect(reader.observation(late.args.observationId)).toMatchObject({ isLate: true })
  })

  it('may keep the stops of an earlier walk, by their ids', async () => {
    const plan = planOf()
    await create(plan)
    const follow = planOf({ title: 'Vejgaard igen', stops: plan.stops })
    await create(follow)
    expect((await stored(follow.walkId))?.stops).toEqual(plan.stops)
    expect((await stored(plan.walkId))?.stops).toEqual(plan.stops)
  })

  it('is found by its code and among the walks of the municipality', async () => {
    const plan = planOf({ title: 'Hasseris' })
    await create(plan)
    const { walkId } = plan
    const target = { municipalityId: town.id, walkId, role: 'walker' as const }
    await saveWalkCode(database.db, { ...target, code: 'HASS26' })
    const titles = (await listWalks(database.db, town.id)).map(({ title }) => title)
    expect(titles).toContain('Hasseris')
  })
})

describe('whoever is no coordinator', () => {
  it('makes no walk', async () => {
    for (const person of ['kim', 'adam', 'eva', 'vera'] as const) {
      const result = await create(planOf(), town.officials[person])
      expect(result).toMatchObject({ status: 'refused', code: 'not-allowed' })
    }
  })

  it('reaches no space of its own by phone', async () => {
    const plan = planOf()
    const mutations = [makeEnvelope({ name: 'walk.create@1', args: plan })]
    const push = pushAs(database, town.phones.lone, { mutations, space: plan.walkId })
    await expect(push).rejects.toThrow('forbidden')
  })

  it('plans and opens no walk as a walker, but does as its leader, on its own walk alone', async () => {
    const { id: walkId } = town.walk
    const walk = await stored(walkId)
    const title = { base: walk?.title ?? '', value: 'Planlagt på telefonen' }
    const args = { walkId, changes: { title } } as MutationArgs<'walk.edit@1'>
    const edit = { name: 'walk.edit@1', args } as const
    const open = { name: 'walk.open@1', args: { walkId } } as const
    for (const mutation of [edit, open]) {
      expect(await applyAs(database, town.phones.anna, mutation)).toMatchObject({
        status: 'refused',
        code: 'not-allowed',
      })
    }
    expect((await stored(walkId))?.title).toBe(walk?.title)
    for (const mutation of [edit, open]) {
      expect(await applyAs(database, town.phones.lone, mutation)).toMatchObject({
        status: 'applied',
      })
    }
    expect((await stored(walkId))?.title).toBe('Planlagt på telefonen')
    const again = await applyAs(database, town.phones.lone, edit)
    expect(again).toMatchObject({ status: 'refused', code: 'stale', detail: { field: 'title' } })
  })

  it('closes no walk as a walker, but does as its leader', async () => {
    const { id: walkId } = town.otherWalk
    const mutation = { name: 'walk.close@1', args: { walkId: town.walk.id } } as const
    expect(await applyAs(database, town.phones.anna, mutation)).toMatchObject({
      code: 'not-allowed',
    })
    expect(await applyAs(database, town.phones.lone, mutation)).toMatchObject({
      status: 'applied',
    })
    expect((await stored(walkId))?.phase).toBe('open')
  })
})
