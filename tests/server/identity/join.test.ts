import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { limits } from '../../../shared/limits.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { joinWalk, type JoinRequest } from '../../support/requests/join-walk.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store })
  town = await seedMunicipality(store)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const join = (request: JoinRequest) => joinWalk(test, request)

describe('joining a walk', () => {
  it('returns everything that a phone needs to start offline, with a session cookie', async () => {
    const clientId = someUuid()
    const { status, walk, cookies } = await join({
      code: town.codes.walker,
      clientId,
      displayName: 'Anna',
    })
    expect(status).toBe(200)
    expect(walk).toMatchObject({
      walk: { id: town.walk.id, title: 'Aalborg Øst', phase: 'open', area: town.walk.area },
      role: 'walker',
      clientId,
      displayName: 'Anna',
      municipality: { id: town.id, privacy: { controller: 'Aalborg Kommune' } },
    })
    expect(cookies).toMatchObject([
      { name: 'lygte_device', httpOnly: true, sameSite: 'Lax', maxAge: 180 * 24 * 3600 },
    ])
  })

  it('needs no name, and shows none that is only invisible', async () => {
    const { walk } = await join({
      code: town.codes.walker,
      clientId: someUuid(),
      displayName: ' \u202e\u0007\u200b ',
    })
    expect(walk.displayName).toBeNull()
  })

  it('puts a name in one line without control characters', async () => {
    const { walk } = await join({
      code: town.codes.walker,
      clientId: someUuid(),
      displayName: 'Per\u0000\nHansen\u202e ',
    })
    expect(walk.displayName).toBe('Per Hansen')
  })

  it.each(['علی\u200cرضا', '👨\u200d👩\u200d👧'.repeat(60), '👍'.repeat(40), '🇩🇰'.repeat(60)])(
    'keeps the name %s as it was written',
    async (displayName) => {
      const { walk } = await join({ code: town.codes.walker, clientId: someUuid(), displayName })
      expect(walk.displayName).toBe(displayName)
    },
  )

  it('refuses a name that is too long, with the limit, instead of cutting it', async () => {
    const { status, code, walk } = await join({
      code: town.codes.walker,
      clientId: someUuid(),
      displayName: '👍🏽'.repeat(61),
    })
    expect({ status, code }).toEqual({ status: 422, code: 'name-too-long' })
    expect(walk).toMatchObject({ facts: { limit: 60, length: 61 } })
  })

  it('gives the role of the code, and keeps the highest when joining again', async () => {
    const clientId = someUuid()
    const first = await join({ code: town.codes.walker, clientId, displayName: 'Lone' })
    expect(first.walk.role).toBe('walker')
    const { cookie } = first
    expect((await join({ code: town.codes.leader, clientId, cookie })).walk.role).toBe('leader')
    const again = await join({ code: town.codes.walker, clientId, cookie })
    expect(again.walk).toMatchObject({ role: 'leader', displayName: 'Lone' })
  })

  it('shows a walker who becomes leader what the feed has hidden so far', async () => {
    const hidden = await pinAs(store, town.phones.anna, { category: 'adf.rusmidler' })
    const bo = await seedPhone(store, {
      municipalityId: town.id,
      walkId: town.walk.id,
      role: 'walker',
      name: 'bo',
    })
    const reader = await new TestReader(store, bo, town.walk.id).pullAll()
    expect(reader.rows.has(hidden)).toBe(false)
    const { cookie, clientId } = bo
    expect((await join({ code: town.codes.leader, clientId, cookie })).status).toBe(200)
    expect((await reader.pullAll()).rows.has(hidden)).toBe(true)
  })

  it('keeps one session for several walks of one phone', async () => {
    const clientId = someUuid()
    const { cookie } = await join({ code: town.codes.walker, clientId })
    const other = await join({ code: town.codes.other, clientId, cookie })
    expect(other.cookie).toBe(cookie)
    const pull = await test.app.inject({
      method: 'POST',
      url: '/api/sync/pull',
      headers: { cookie, ...sameOrigin },
      payload: {
        protocol: 1,
        epoch: null,
        cursors: { [town.walk.id]: '0', [town.otherWalk.id]: '0' },
      },
    })
    expect(pull.statusCode).toBe(200)
  })

  it('is refused beyond 200 people, also when many want the last place at once', async () => {
    const walk = await seedWalk(store, town.id, { title: 'Fuld' })
    await saveWalkCode(store.db, {
      code: 'FULD01',
      municipalityId: town.id,
      walkId: walk.id,
      role: 'walker',
    })
    const people = Array.from({ length: limits.peoplePerWalk - 1 }, () => someUuid())
    await store.db
      .insertInto('clients')
      .values(people.map((client_id) => ({ municipality_id: town.id, client_id })))
      .execute()
    await store.db
      .insertInto('walk_members')
      .values(
        people.map((client_id) => ({
          municipality_id: town.id,
          walk_id: walk.id,
          client_id,
          role: 'walker' as const,
        })),
      )
      .execute()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => join({ code: 'FULD01', clientId: someUuid() })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.code).toBe('walk-full')
  })
})
