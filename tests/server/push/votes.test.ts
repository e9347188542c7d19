import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import { applyRetention } from '../../../server/privacy/retention.ts'
import { readVotes } from '../../../server/store/votes/vote-store.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import type { VoteResult } from '../../../shared/walk/vote/vote-result.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality
beforeAll(async () => {
  database = await openTestDatabase()
  testApp = await buildTestApp({ store: database })
  return async () => {
    await testApp.close()
    await database.drop()
  }
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})

type Person = TestPhone | TestOfficial
const apply = (person: Person, mutation: KnownMutation) =>
  applyAs(database, person, { ...mutation, space: town.walk.id })
const press = (name: 'walk.open-vote@1' | 'walk.close-vote@1', person: Person = town.phones.lone) =>
  apply(person, { name, args: { walkId: town.walk.id } })
const vote = (person: Person, ...findings: string[]) => {
  const args = { voteId: someUuid(), walkId: town.walk.id, findings }
  return apply(person, { name: 'walk-vote.set@1', args })
}
const resultFor = async (person: Person): Promise<VoteResult> => {
  const { cookie } = person
  const headers = 'clientId' in person ? { cookie } : { cookie, 'x-lygte-desk': '1' }
  const url = `/api/walks/${town.walk.id}/votes`
  return (await testApp.app.inject({ url, headers })).json()
}
const stored = () => readVotes(database.db, { municipalityId: town.id, walkId: town.walk.id })

describe('the vote of a walk', () => {
  it('is told to every phone, takes the last vote of each, and refuses what comes after its end', async () => {
    const { anna, lone, ole } = town.phones
    const [one, two] = [await pinAs(database, anna), await pinAs(database, anna)]
    expect(await vote(anna, one)).toMatchObject({ code: 'vote-closed' })
    await press('walk.open-vote@1')
    const reader = await new TestReader(database, ole, town.walk.id).pullAll()
    expect((reader.rows.get(town.walk.id)?.body as Walk).vote?.closedAt).toBeNull()
    expect(await vote(anna, one)).toMatchObject({ status: 'applied' })
    await vote(anna, two)
    await vote(ole, two, one)
    await vote(lone, one, someUuid())
    await press('walk.close-vote@1', town.officials.carla)
    expect(await vote(ole, one)).toMatchObject({ status: 'refused', code: 'vote-closed' })
    const findings = [one, two].map((id) => ({ id, votes: 2 }))
    expect(await resultFor(lone)).toEqual({ state: 'shown', voters: 3, findings })
    expect(await resultFor(anna)).toEqual({ state: 'few' })
  })

  it('counts a joined finding for its original once a person, and hides a restricted one from walkers', async () => {
    const { anna, lone, ole, rita } = town.phones
    const [lamp, copy] = [await pinAs(database, anna), await pinAs(database, ole)]
    const hidden = await pinAs(database, anna, { category: 'adf.ophold' })
    await press('walk.open-vote@1')
    for (const phone of [anna, ole, rita, lone]) await vote(phone, lamp, copy, hidden)
    await apply(lone, {
      name: 'observation.link@1',
      args: { observationId: copy, duplicateOf: lamp },
    })
    expect(await resultFor(lone)).toMatchObject({
      findings: [
        { id: lamp, votes: 4 },
        { id: hidden, votes: 4 },
      ],
    })
    expect(await resultFor(ole)).toEqual({ state: 'open' })
    await press('walk.close-vote@1')
    expect(await resultFor(ole)).toEqual({ state: 'few' })
    await addFifth(lamp)
    expect(await resultFor(ole)).toMatchObject({ voters: 5, findings: [{ id: lamp, votes: 5 }] })
    expect(JSON.stringify(await resultFor(ole))).not.toContain(hidden)
  })

  it('does not count a phone that an organiser has removed', async () => {
    const { anna, lone } = town.phones
    const lamp = await pinAs(database, anna)
    await press('walk.open-vote@1')
    await vote(anna, lamp)
    await vote(lone, lamp)
    await database.db
      .updateTable('walk_members')
      .set({ removed_at: new Date() })
      .where('client_id', '=', anna.clientId)
      .execute()
    expect(await resultFor(lone)).toMatchObject({ voters: 1 })
  })
})

describe('what a person has voted', () => {
  it('is in no feed and no history, and is told to nobody', async () => {
    const { anna, lone } = town.phones
    const { carla } = town.officials
    const lamp = await pinAs(database, anna)
    await press('walk.open-vote@1')
    await vote(anna, lamp)
    for (const person of [lone, carla]) {
      const reader = await new TestReader(database, person, town.walk.id).pullAll()
      expect([...reader.rows.values()].map(({ kind }) => kind)).not.toContain('walk-vote')
      expect(JSON.stringify(await resultFor(person))).not.toContain(anna.clientId)
    }
    const events = await database.db
      .selectFrom('events')
      .select('kind')
      .where('subject_kind', '=', 'walk-vote')
      .execute()
    expect(events).toEqual([])
  })

  it('goes when the phone is erased, and after the months of the municipality', async () => {
    const { anna, ole } = town.phones
    const lamp = await pinAs(database, ole)
    await press('walk.open-vote@1')
    await vote(anna, lamp)
    await vote(ole, lamp)
    const { photoFiles } = testApp.dependencies
    const now = Date.now()
    const phone = { municipalityId: town.id, clientId: anna.clientId }
    await erasePhone({ store: database, photoFiles, now }, phone)
    expect(await stored()).toEqual([[lamp]])
    const done = await applyRetention({
      store: database,
      photoFiles,
      now: now + 5 * 365 * 86_400_000,
    })
    expect(await stored()).toEqual([])
    expect(done).toContainEqual(expect.objectContaining({ kind: 'vote', id: ole.clientId }))
  })
})

/** As the last of five; a phone beyond those that the town has. */
async function addFifth(finding: string): Promise<void> {
  const clientId = someUuid()
  const { id: municipality_id, walk } = town
  await database.db.insertInto('clients').values({ municipality_id, client_id: clientId }).execute()
  const member = { municipality_id, walk_id: walk.id, client_id: clientId }
  await database.db
    .insertInto('walk_members')
    .values({ ...member, role: 'walker' })
    .execute()
  await database.db
    .insertInto('walk_votes')
    .values({ ...member, findings: [finding] })
    .execute()
}
