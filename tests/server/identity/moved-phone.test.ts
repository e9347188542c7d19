import { beforeEach, describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { moveCodeOf, takeMove } from '../../support/phones/move-phone.ts'
import { listPhones } from '../../support/requests/list-phones.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

let now = Date.parse('2026-10-29T18:00:00Z')
const held = storeWithApp({ now: () => now })
let town: TestMunicipality
const minute = 60_000

beforeEach(async () => {
  await held.store.db.deleteFrom('wrong_answers').execute()
  town = await seedMunicipality(held.store)
})

const newPhone = (options: Partial<Parameters<typeof connectPhone>[0]> = {}) =>
  connectPhone({ app: held.testApp.app, ...options })

async function oldPhone(code: string = town.codes.walker): Promise<TestClient> {
  const old = newPhone()
  await joinAs(old, code, 'Solveig')
  return old
}

const pinsOf = async (phone: TestClient) => {
  await phone.runner.runOnce()
  return (await phone.pins.list(town.walk.id)).map(({ observation }) => observation)
}

const idOf = async (phone: TestClient) => (await phone.walks.read()).current?.clientId ?? ''

const listed = async () => {
  const phones = await listPhones(held.testApp.app, town.officials.carla, `?walk=${town.walk.id}`)
  return new Map(phones.map((phone) => [phone.id, phone]))
}

describe('a person who goes on with another phone', () => {
  it('has the same part in the walk and the same pins: they are mended and withdrawn there', async () => {
    const old = await oldPhone(town.codes.leader)
    const id = await pinOn(old, town.walk.id, { text: 'lampen er gået' })
    await old.runner.runOnce()
    const fresh = newPhone()
    expect(await takeMove(fresh, await moveCodeOf(old))).toBe('moved')
    const [pin] = await pinsOf(fresh)
    expect(pin).toMatchObject({ id, isOwn: true, authorName: 'Solveig' })
    expect((await fresh.walks.read()).current).toMatchObject({
      role: 'leader',
      displayName: 'Solveig',
    })
    expect((await fresh.capture.edit(id, { text: 'to lamper er gået' })).ok).toBe(true)
    expect(await pinsOf(fresh)).toMatchObject([{ id, text: 'to lamper er gået', suggestions: [] }])
    expect((await fresh.capture.withdraw(id)).ok).toBe(true)
    expect(await pinsOf(fresh)).toMatchObject([{ id, isWithdrawn: true, withdrawnByAuthor: true }])
  })

  it('loses nothing that the old phone still holds: it sends it later, as the same person’s', async () => {
    const old = await oldPhone()
    const code = await moveCodeOf(old)
    await pinOn(old, town.walk.id, { text: 'uden net' })
    const fresh = newPhone()
    await takeMove(fresh, code)
    await pinOn(fresh, town.walk.id, { text: 'fra den nye' })
    await pinsOf(fresh)
    await pinsOf(old)
    const texts = (await pinsOf(fresh)).map(({ text, isOwn }) => ({ text, isOwn }))
    expect(texts).toHaveLength(2)
    expect(texts).toEqual(
      expect.arrayContaining([
        { text: 'uden net', isOwn: true },
        { text: 'fra den nye', isOwn: true },
      ]),
    )
    const { rows } = await held.store.pool.query(
      'select 1 from walk_members where municipality_id = $1 and walk_id = $2 and display_name = $3',
      [town.id, town.walk.id, 'Solveig'],
    )
    expect(rows).toHaveLength(1)
  })

  it('is two phones to those who organise: what waits on the old one is not taken for the new one’s', async () => {
    const old = await oldPhone()
    const code = await moveCodeOf(old)
    const fresh = newPhone()
    await takeMove(fresh, code)
    await pinOn(old, town.walk.id, { text: 'venter' })
    await old.runner.runOnce()
    await pinOn(fresh, town.walk.id, { text: 'sendt' })
    await fresh.runner.runOnce()
    const phones = await listed()
    const [oldId, freshId] = [await idOf(old), await idOf(fresh)]
    expect(oldId).not.toBe(freshId)
    for (const id of [oldId, freshId]) {
      expect(phones.get(id)).toMatchObject({ waiting: 0, lost: 0, unexplained: 0 })
      expect(phones.get(id)?.walks).toMatchObject([{ displayName: 'Solveig' }])
    }
  })

  it('stays in the walk when the old phone leaves it, and leaves it by the new one', async () => {
    const old = await oldPhone()
    const fresh = newPhone()
    await takeMove(fresh, await moveCodeOf(old))
    const freshId = await idOf(fresh)
    await old.walks.leave(town.walk.id)
    await old.runner.runOnce()
    expect((await listed()).has(freshId)).toBe(true)
    await fresh.walks.leave(town.walk.id)
    await fresh.runner.runOnce()
    expect((await listed()).has(freshId)).toBe(false)
  })

  it('may sign in again by the walk’s code, and may go back to the first phone', async () => {
    const old = await oldPhone()
    await pinOn(old, town.walk.id, { text: 'min' })
    await old.runner.runOnce()
    const fresh = newPhone()
    await takeMove(fresh, await moveCodeOf(old))
    fresh.disk.cookies.clear()
    await joinAs(fresh, town.codes.walker, 'Solveig')
    expect(await pinsOf(fresh)).toMatchObject([{ text: 'min', isOwn: true }])
    const code = await moveCodeOf(fresh)
    await old.walks.leave(town.walk.id)
    await old.runner.runOnce()
    expect(await takeMove(old, code)).toBe('moved')
    expect(await pinsOf(old)).toMatchObject([{ text: 'min', isOwn: true }])
    expect((await listed()).has(await idOf(old))).toBe(true)
  })
})

describe('a code to move by', () => {
  it('is used once; the phone that used it gets the same again when the answer was lost', async () => {
    const code = await moveCodeOf(await oldPhone())
    let isLost = true
    const fresh = newPhone({
      decide: ({ path }) => (isLost && path === '/api/moves/take' ? 'lost-after' : 'none'),
    })
    await expect(takeMove(fresh, code)).rejects.toThrow()
    isLost = false
    expect(await takeMove(newPhone(), code)).toBe('not-found')
    expect(await takeMove(fresh, code)).toBe('moved')
    expect(await takeMove(newPhone(), code)).toBe('not-found')
  })

  it('goes to one of two phones that type it at the same time', async () => {
    const code = await moveCodeOf(await oldPhone())
    const outcomes = await Promise.all([1, 2, 3].map(() => takeMove(newPhone(), code)))
    expect(outcomes.toSorted()).toEqual(['moved', 'not-found', 'not-found'])
  })

  it('opens nothing after a quarter of an hour, by the clock of the server', async () => {
    const code = await moveCodeOf(await oldPhone())
    now += 15 * minute
    expect(await takeMove(newPhone(), code)).toBe('not-found')
    now -= 1
    expect(await takeMove(newPhone(), code)).toBe('moved')
  })

  it('opens nothing when another was made after it, and is gone from the store with the next one', async () => {
    const old = await oldPhone()
    const first = await moveCodeOf(old)
    const second = await moveCodeOf(old)
    expect(await takeMove(newPhone(), first)).toBe('not-found')
    now += 20 * minute
    await moveCodeOf(await oldPhone())
    expect(await takeMove(newPhone(), second)).toBe('not-found')
    const rows = await held.store.db.selectFrom('phone_moves').select('expires_at').execute()
    expect(rows.filter(({ expires_at: end }) => end.getTime() <= now)).toEqual([])
  })

  it('is not used up by a phone that takes part already, nor by the old phone itself', async () => {
    const old = await oldPhone()
    const code = await moveCodeOf(old)
    const other = await oldPhone(town.codes.other)
    expect(await takeMove(other, code)).toBe('forbidden')
    expect(await takeMove(old, code)).toBe('forbidden')
    expect(await takeMove(newPhone(), code)).toBe('moved')
  })

  it('is refused by the server, too, for a phone with a part of its own', async () => {
    const old = await oldPhone()
    const offered = someUuid().replaceAll('-', '').repeat(2)
    const { app } = held.testApp
    const cookie = [...old.disk.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = (url: string, payload: object, headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      })
    await post('/api/moves', { finder: offered, sealed: 'x' }, { cookie })
    const anna = town.phones.anna
    const taking = { finder: offered, deviceKey: 'k'.repeat(32), clientId: anna.clientId }
    const refused = await post('/api/moves/take', taking, { cookie: anna.cookie })
    expect(refused.json()).toMatchObject({ type: 'forbidden' })
    const own = await post('/api/moves/take', { ...taking, clientId: await idOf(old) }, { cookie })
    expect(own.statusCode).toBe(404)
  })

  it('opens nothing any more once an organiser has locked the old phone out', async () => {
    const old = await oldPhone()
    const code = await moveCodeOf(old)
    const url = `/api/phones/${await idOf(old)}/sessions`
    const headers = { cookie: town.officials.carla.cookie, 'sec-fetch-site': 'same-origin' }
    await held.testApp.app.inject({ method: 'DELETE', url, headers })
    expect(await takeMove(newPhone(), code)).toBe('not-found')
  })

  it('leaves nothing in the store by which code, walks or answers can be read', async () => {
    const old = await oldPhone()
    await old.answers.setKind(town.walk.id, 'local')
    const code = await moveCodeOf(old)
    const [row] = await held.store.db
      .selectFrom('phone_moves')
      .selectAll()
      .where('municipality_id', '=', town.id)
      .execute()
    const text = `${JSON.stringify(row)} ${Buffer.from(row?.sealed ?? '', 'base64').toString('latin1')}`
    for (const secret of [code, 'respondent', town.walk.id, town.codes.walker, 'local']) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('erasing a person who has moved', () => {
  it('locks out both phones, deletes open codes and what both have made', async () => {
    const old = await oldPhone()
    await pinOn(old, town.walk.id, { text: 'fra den gamle' })
    await old.runner.runOnce()
    const fresh = newPhone()
    await takeMove(fresh, await moveCodeOf(old))
    await pinOn(fresh, town.walk.id, { text: 'fra den nye' })
    await fresh.runner.runOnce()
    await moveCodeOf(fresh)
    const { store, testApp } = held
    const surroundings = { store, photoFiles: testApp.dependencies.photoFiles, now }
    const author = await idOf(old)
    const erased = await erasePhone(surroundings, { municipalityId: town.id, clientId: author })
    expect(erased.observations).toBe(2)
    expect(await fresh.runner.runOnce()).toEqual({ kind: 'paused' })
    expect(await old.runner.runOnce()).toEqual({ kind: 'paused' })
    const moves = await store.db
      .selectFrom('phone_moves')
      .select('client_id')
      .where('municipality_id', '=', town.id)
      .execute()
    expect(moves).toEqual([])
  })
})
