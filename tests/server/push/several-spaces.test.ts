import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  return () => database.drop()
})
beforeEach(async () => {
  await database.truncate()
  town = await seedMunicipality(database)
})

const assign = (observationId: string, space: string): MutationEnvelope => {
  const base = { partyIds: [], dueOn: null }
  const args = { observationId, base, partyIds: ['road'], dueOn: '2026-12-01' }
  return { ...makeEnvelope({ name: 'observation.assign@1', args }), space }
}

async function pins(): Promise<{ here: string; there: string }> {
  const here = await pinAs(database, town.phones.anna)
  const args = makeCreate()
  await applyAs(database, town.phones.dan, { name: 'observation.create@1', args })
  return { here, there: args.observationId }
}

describe('an official who changes things of several walks at once', () => {
  it('has each take effect in its own walk, and is told of each', async () => {
    const { here, there } = await pins()
    const { walk, otherWalk, officials } = town
    const mutations = [assign(here, walk.id), assign(there, otherWalk.id)]
    const reply = await pushAs(database, officials.carla, { mutations, space: walk.id })
    expect(reply.results.map(({ id, status }) => [id, status])).toEqual(
      mutations.map(({ id }) => [id, 'applied']),
    )
    expect(reply.heads).toEqual({ [walk.id]: reply.head, [otherWalk.id]: '3' })
    for (const [space, id] of [
      [walk.id, here],
      [otherWalk.id, there],
    ] as const) {
      const reader = await new TestReader(database, officials.carla, space).pullAll()
      expect(reader.observation(id)).toMatchObject({ partyIds: ['road'] })
    }
    const again = await pushAs(database, officials.carla, { mutations, space: walk.id })
    expect(again.results).toEqual(reply.results)
  })

  it('has the rest of it taken in when one of the spaces does not exist', async () => {
    const { here } = await pins()
    const mutations = [assign(someUuid(), someUuid()), assign(here, town.walk.id)]
    const push = { mutations, space: town.walk.id }
    const { results } = await pushAs(database, town.officials.carla, push)
    expect(results).toMatchObject([{ status: 'refused', code: 'not-found' }, { status: 'applied' }])
  })

  it('is told of every mutation when two in different spaces have the same id', async () => {
    const { here, there } = await pins()
    const { walk, otherWalk, officials } = town
    const first = assign(here, walk.id)
    const mutations = [first, { ...assign(there, otherWalk.id), id: first.id }]
    const { results } = await pushAs(database, officials.carla, { mutations, space: walk.id })
    expect(results).toMatchObject([
      { id: first.id, status: 'applied' },
      { id: first.id, status: 'refused', code: 'id-reused' },
    ])
  })

  it('gets the recorded answers of the spaces before one that failed', async () => {
    const { here, there } = await pins()
    const { walk, otherWalk, officials } = town
    const mutations = [assign(here, walk.id), assign(there, otherWalk.id)]
    let commits = 0
    const beforeCommit = async () => {
      commits += 1
      if (commits === 2) throw Object.assign(new Error('gone'), { code: '57P01' })
    }
    const push = { mutations, space: walk.id }
    await expect(pushAs(database, officials.carla, { ...push, beforeCommit })).rejects.toThrow()
    const reply = await pushAs(database, officials.carla, push)
    expect(reply.results.map(({ effectSeq }) => effectSeq)).toEqual(['3', '3'])
  })
})

describe('a phone', () => {
  it('sends to one walk at a time: its queue has an order for each', async () => {
    const mutation = {
      ...makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
      space: town.otherWalk.id,
    }
    const push = { mutations: [mutation], space: town.walk.id }
    await expect(pushAs(database, town.phones.anna, push)).rejects.toThrow('forbidden')
  })
})
