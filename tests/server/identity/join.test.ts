import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../../shared/limits.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { sql } from 'kysely'
import { saveWalkCode, WalkCodeTakenError } from '../../../server/store/walks/membership-store.ts'
import { foldWalkCode } from '../../../shared/walk/walk-code.ts'

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

interface JoinRequest {
  code: string
  clientId: string
  displayName?: string
  deviceKey?: string
  cookie?: string
}

const someKey = () => someUuid() + someUuid()

async function join({ cookie, ...payload }: JoinRequest) {
  const response = await test.app.inject({
    method: 'POST',
    url: '/api/walks/join',
    headers: { ...sameOrigin, ...(cookie ? { cookie } : {}) },
    payload,
  })
  const [set] = response.cookies
  return {
    status: response.statusCode,
    code: response.json<{ type?: string }>().type,
    walk: response.json<JoinedWalk>(),
    cookies: response.cookies,
    cookie: set ? `${set.name}=${set.value}` : '',
  }
}

describe('joining a walk', () => {
  it('answers everything a phone needs to start offline, with a session cookie', async () => {
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

  it.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['spaces', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4)} `],
    ['dashes', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`],
  ])('takes a code with %s', async (_what, write) => {
    const { status } = await join({ code: write(town.codes.walker), clientId: someUuid() })
    expect(status).toBe(200)
  })

  it.each([
    ['a link', (code: string) => `https://lygte.example/v/${code}.`],
    ['a sentence', (code: string) => `Koden er ${code}, vi ses`],
    ['letters for its digits', (code: string) => code.replaceAll('0', 'O')],
    ['digits for its letters', (code: string) => code.replaceAll('L', '1')],
    ['full-width letters', (code: string) => code.replace('W', 'Ｗ')],
    ['an unseen mark in it', (code: string) => `${code.slice(0, 2)}\u200b${code.slice(2)}`],
  ])('takes a code written as or with %s', async (_what, write) => {
    const { status } = await join({ code: write(town.codes.walker), clientId: someUuid() })
    expect(status).toBe(200)
  })

  const saveCode = (code: string, walkId = town.otherWalk.id) =>
    saveWalkCode(store.db, { code, municipalityId: town.id, walkId, role: 'walker' })

  it('finds what looks or sounds like a code in either spelling of Danish letters', async () => {
    await saveCode('ØÅBY24')
    for (const typed of ['0ÅBY24', 'OA\u030aBY24', 'oaaby24', 'OEAABY24', 'øaby24']) {
      const { status } = await join({ code: typed, clientId: someUuid() })
      expect([typed, status]).toEqual([typed, 200])
    }
  })

  it('makes no code that can be taken for another one, or belongs to another walk', async () => {
    await saveCode('SOL101')
    await expect(saveCode('S0LIO1', town.walk.id)).rejects.toThrow(WalkCodeTakenError)
    await expect(saveCode('S0LIO1')).rejects.toThrow(WalkCodeTakenError)
    await expect(saveCode('SOL101', town.walk.id)).rejects.toThrow(WalkCodeTakenError)
    await saveCode('SOL101')
  })

  it('opens the exact one of two older codes that look alike, and neither for what may mean both', async () => {
    const codes = [
      { code: 'OLE100', walk_id: town.walk.id },
      { code: '0LE100', walk_id: town.otherWalk.id },
    ]
    const rows = codes.map((row) => ({ ...row, municipality_id: town.id }))
    await store.db.insertInto('walk_codes').values(rows).execute()
    for (const { code, walk_id } of codes) {
      const { walk } = await join({ code: code.toLowerCase(), clientId: someUuid() })
      expect([code, walk.walk.id]).toEqual([code, walk_id])
    }
    expect((await join({ code: 'O1E1OO', clientId: someUuid() })).code).toBe('unknown-walk-code')
  })

  it('folds every code in the store as the program does', async () => {
    const rows = await store.db.selectFrom('walk_codes').select(['code', 'folded']).execute()
    for (const { code, folded } of rows) expect([code, folded]).toEqual([code, foldWalkCode(code)])
    const { rows: made } = await sql<{ code: string; folded: string }>`
      insert into walk_codes (code, municipality_id, walk_id)
      select code, ${town.id}, ${town.walk.id} from unnest(${['ÆØÅ ÄÖÉ'.replace(' ', ''), 'OOEEAAAIL', 'AAÅAOEØE', 'ŌĪÑ01'].map((code) => code.normalize('NFC'))}::text[]) as given(code)
      returning code, folded`.execute(store.db)
    expect(made).toHaveLength(4)
    for (const { code, folded } of made) expect([code, folded]).toEqual([code, foldWalkCode(code)])
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

  it('says how long a name may be instead of cutting it', async () => {
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

  it.each([
    ['without its cookie', () => undefined],
    ['with another phone’s cookie', () => town.phones.ole.cookie],
  ])('refuses a client id that exists, %s', async (_what, cookieOf) => {
    const { clientId } = town.phones.anna
    const cookie = cookieOf()
    const refused = await join({
      code: town.codes.other,
      clientId,
      ...(cookie === undefined ? {} : { cookie }),
    })
    expect(refused).toMatchObject({ status: 409, code: 'client-id-in-use', cookies: [] })
  })

  it('opens its own id again for a phone that has lost its cookie and holds its key', async () => {
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
  ])('refuses an id that has a key, with %s', async (_what, keyOf) => {
    const clientId = someUuid()
    await join({ code: town.codes.walker, clientId, deviceKey: someKey() })
    const deviceKey = keyOf()
    const asked = { code: town.codes.walker, clientId, ...(deviceKey ? { deviceKey } : {}) }
    expect(await join(asked)).toMatchObject({ status: 409, code: 'client-id-in-use', cookies: [] })
  })

  it('lets no key open an id that never had one; with its session the phone gives it one', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    const { cookie } = await join({ code: town.codes.walker, clientId })
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(409)
    expect((await join({ code: town.codes.walker, clientId, deviceKey, cookie })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, cookie })).status).toBe(200)
    expect((await join({ code: town.codes.walker, clientId, deviceKey })).status).toBe(200)
  })

  it('lets no key open an id whose session was revoked', async () => {
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

  it('keeps keys only as hashes', async () => {
    const [clientId, deviceKey] = [someUuid(), someKey()]
    await join({ code: town.codes.walker, clientId, deviceKey })
    const row = await store.db
      .selectFrom('clients')
      .select('key_hash')
      .where('client_id', '=', clientId)
      .executeTakeFirstOrThrow()
    expect(row.key_hash).toEqual(createHash('sha256').update(deviceKey).digest())
  })

  it('refuses a phone that was removed from the walk, by its session and by its key', async () => {
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

  it('stops at 200 people, also when the last place is wanted by many at once', async () => {
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

describe('a walk code', () => {
  const preview = (code: string) =>
    test.app.inject({ method: 'GET', url: `/api/walks/by-code/${encodeURIComponent(code)}` })

  it('shows the walk’s name and who answers for the data, and nothing more, before joining', async () => {
    const response = await preview(town.codes.leader.toLowerCase())
    expect(response.json()).toEqual({
      title: 'Aalborg Øst',
      startsAt: '2026-10-29T18:00:00.000Z',
      endsAt: '2026-10-29T20:00:00.000Z',
      municipality: 'Aalborg',
      privacy: {
        controller: 'Aalborg Kommune',
        contact: 'tryg@example.dk',
        retentionMonths: 24,
      },
    })
  })

  it.each(['NOTHERE', '%', "'; --", '—'])('that opens nothing is refused: %j', async (code) => {
    const response = await preview(code)
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ type: 'unknown-walk-code' })
  })
})
