import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { joinWalk, type JoinRequest } from '../../support/requests/join-walk.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

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

const someKey = () => someUuid() + someUuid()

describe('joining with a client id that exists', () => {
  it.each([
    ['without its cookie', () => undefined],
    ['with another phone’s cookie', () => town.phones.ole.cookie],
  ])('is refused %s', async (_what, cookieOf) => {
    const { clientId } = town.phones.anna
    const cookie = cookieOf()
    const refused = await join({
      code: town.codes.other,
      clientId,
      ...(cookie === undefined ? {} : { cookie }),
    })
    expect(refused).toMatchObject({ status: 409, code: 'client-id-in-use', cookies: [] })
  })

  it('succeeds for a phone that has lost its cookie and holds the key of the id', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    const first = await join({ code: town.codes.walker, clientId, deviceKey })
    const again = await join({ code: town.codes.walker, clientId, deviceKey })
    expect(again).toMatchObject({ status: 200, walk: { clientId } })
    expect(again.cookie).not.toBe(first.cookie)
    const other = await join({ code: town.codes.other, clientId, deviceKey })
    expect(other.status).toBe(200)
  })

  it.each([
    ['another key', () => someKey()],
    ['no key', () => undefined],
  ])('is refused with %s when the id has a key', async (_what, keyOf) => {
    const clientId = someUuid()
    await join({ code: town.codes.walker, clientId, deviceKey: someKey() })
    const deviceKey = keyOf()
    const asked = { code: town.codes.walker, clientId, ...(deviceKey ? { deviceKey } : {}) }
    expect(await join(asked)).toMatchObject({ status: 409, code: 'client-id-in-use', cookies: [] })
  })

  it('is refused by a key when the id never had one; with its session the phone sets one', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    const { cookie } = await join({ code: town.codes.walker, clientId })
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(409)
    expect((await join({ code: town.codes.walker, clientId, deviceKey, cookie })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, cookie })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(200)
  })

  it('is refused by the key when the session of the id was revoked', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    await join({ code: town.codes.walker, clientId, deviceKey })
    await store.db
      .updateTable('sessions')
      .set({ revoked_at: new Date() })
      .where('client_id', '=', clientId)
      .execute()
    const refused = await join({ code: town.codes.walker, clientId, deviceKey })
    expect(refused).toMatchObject({ status: 409, code: 'client-id-in-use', cookies: [] })
  })

  it('compares with a hash, because keys are stored only as hashes', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    await join({ code: town.codes.walker, clientId, deviceKey })
    const row = await store.db
      .selectFrom('clients')
      .select('key_hash')
      .where('client_id', '=', clientId)
      .executeTakeFirstOrThrow()
    expect(row.key_hash).toEqual(createHash('sha256').update(deviceKey).digest())
  })

  it('is refused by session and by key when the phone was removed from the walk', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    const { cookie } = await join({ code: town.codes.walker, clientId, deviceKey })
    await store.db
      .updateTable('walk_members')
      .set({ removed_at: new Date() })
      .where('client_id', '=', clientId)
      .execute()
    for (const proof of [{ cookie }, { deviceKey }]) {
      const refused = await join({ code: town.codes.walker, clientId, ...proof })
      expect(refused).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })
})
