import { beforeEach, describe, expect, it } from 'vitest'
import type { WishAsked } from '../../../shared/contract/wish-contract.ts'
import type { VisibleWish } from '../../../shared/wish/wish.ts'
import { requestLimits } from '../../../server/http/limits/request-limits.ts'
import { buildTestApp, sameOrigin } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, TestReader } from '../../support/requests/sync-calls.ts'
import { newSecret, wishAsked } from '../../support/requests/ask-for-walk.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  await held.store.truncate()
  town = await seedMunicipality(held.store)
})

const post = (url: string, payload: object, app = held.testApp.app) =>
  app.inject({ method: 'POST', url, headers: sameOrigin, payload })
const ask = (asked: WishAsked) => post('/api/wishes', asked)
const read = (secret: string) => post('/api/wishes/read', { secret })
const answerOf = async (secret: string) => (await read(secret)).json<Record<string, unknown>>()

const listed = async (): Promise<VisibleWish[]> => {
  const response = await held.testApp.app.inject({
    url: '/api/wishes',
    headers: { cookie: town.officials.carla.cookie },
  })
  return response.json<{ wishes: VisibleWish[] }>().wishes
}

async function asked(changes: Partial<WishAsked> = {}): Promise<WishAsked> {
  const wish = wishAsked(town.id, changes)
  expect((await ask(wish)).statusCode).toBe(204)
  return wish
}

const decide = (mutation: Parameters<typeof applyAs>[2]) =>
  applyAs(held.store, town.officials.carla, { ...mutation, space: town.id })

/** A walk as the desk makes it of a wish. */
const draft = (walkId: string) =>
  applyAs(held.store, town.officials.carla, {
    name: 'walk.create@1',
    args: {
      walkId,
      title: 'Stien',
      purpose: 'Her er mørkt',
      startsAt: null,
      endsAt: null,
      meetingPlace: null,
      area: [9.9, 57, 9.95, 57.05],
      route: [],
      stops: [],
      phase: 'planned',
    },
    space: walkId,
  })

describe('asking for a walk', () => {
  it('makes one wish of two presses at once, and of a press after a lost answer', async () => {
    const wish = wishAsked(town.id)
    const both = await Promise.all([ask(wish), ask(wish)])
    expect([...both, await ask(wish)].map(({ statusCode }) => statusCode)).toEqual([204, 204, 204])
    expect(await listed()).toMatchObject([{ id: wish.wishId, state: 'waiting', why: wish.why }])
  })

  it('replaces the words of a wish that nobody has answered, and keeps those that were answered', async () => {
    const wish = await asked()
    expect((await ask({ ...wish, why: 'Lampen er ude' })).statusCode).toBe(204)
    expect(await listed()).toMatchObject([{ why: 'Lampen er ude' }])
    await decide({
      name: 'wish.decline@1',
      args: { wishId: wish.wishId, base: 'waiting', reason: 'Vi var der i går' },
    })
    const late = await ask({ ...wish, why: 'Noget tredje' })
    expect([late.statusCode, late.json<{ type: string }>().type]).toEqual([409, 'stale'])
    expect((await ask({ ...wish, why: 'Lampen er ude' })).statusCode).toBe(204)
    expect(await listed()).toMatchObject([{ why: 'Lampen er ude', state: 'declined' }])
  })

  it('lets nobody change a wish by its id, or use a secret for a second wish', async () => {
    const wish = await asked()
    const thief = await ask({ ...wish, secret: newSecret(), why: 'Mit' })
    expect(thief.json<{ type: string }>().type).toBe('id-reused')
    const second = await ask({ ...wish, wishId: someUuid() })
    expect(second.json<{ type: string }>().type).toBe('id-reused')
    expect(await listed()).toMatchObject([{ why: wish.why }])
  })

  it.each([
    [{ place: '  ', point: null }, 'needs-text', 'place'],
    [{ why: '' }, 'needs-text', 'why'],
    [{ asker: ' ' }, 'needs-text', 'asker'],
    [{ point: { longitude: 57, latitude: 9.9 } }, 'outside-area', 'point'],
    [{ why: 'x'.repeat(1_001) }, 'text-too-long', 'why'],
    [{ place: 'x'.repeat(201) }, 'place-too-long', 'place'],
    [{ email: 'ingen adresse' }, 'invalid-arguments', 'email'],
    [{ asker: 'Bo\u0000' }, 'unreadable-text', 'asker'],
  ])(
    'is refused for %j with the field that is to be mended, and leaves nothing',
    async (changes, code, field) => {
      const response = await ask(wishAsked(town.id, changes))
      expect(response.json()).toMatchObject({ type: code, facts: { field } })
      expect(await listed()).toEqual([])
      expect(await held.store.db.selectFrom('wish_links').selectAll().execute()).toEqual([])
    },
  )

  it('is refused where there is no such municipality', async () => {
    expect((await ask(wishAsked(someUuid()))).statusCode).toBe(404)
  })

  it('is limited for one address, and more so while a municipality gets many', async () => {
    // A busy machine of tests is no server under pressure.
    const limits = {
      ...requestLimits,
      maxEventLoopDelayMs: 0,
      wishes: 3,
      wishFloodAt: 5,
      wishesUnderFlood: 1,
    }
    const test = await buildTestApp({ store: held.store, requestLimits: limits })
    const sent = async () => (await post('/api/wishes', wishAsked(town.id), test.app)).statusCode
    const first = [await sent(), await sent(), await sent(), await sent()]
    await test.close()
    expect(first).toEqual([204, 204, 204, 429])
    expect(await listed()).toHaveLength(3)
  })

  it('is never buried by later ones: the one that waits longest is listed first', async () => {
    let now = Date.now()
    const asked = [wishAsked(town.id), wishAsked(town.id), wishAsked(town.id)]
    const test = await buildTestApp({ store: held.store, now: () => (now += 1_000) })
    for (const wish of asked) await post('/api/wishes', wish, test.app)
    await test.close()
    expect((await listed()).map(({ id }) => id)).toEqual(asked.map(({ wishId }) => wishId))
  })

  it('is not possible by a push of a phone or an official', async () => {
    const { municipalityId: _, secret: __, ...words } = wishAsked(town.id)
    const args = { ...words, linkHash: 'a'.repeat(64) }
    for (const person of [town.phones.lone, town.officials.carla]) {
      const mutation = { name: 'wish.ask@1', args, space: town.id } as const
      const result = await applyAs(held.store, person, mutation)
      expect(result).toMatchObject({ status: 'refused', code: 'not-allowed' })
    }
  })
})

describe('the answer to a wish', () => {
  it('is read by its link: the reason of a refusal, and its change', async () => {
    const { wishId, secret } = await asked()
    expect(await answerOf(secret)).toMatchObject({ state: 'waiting', municipality: 'Aalborg' })
    const decline = (base: 'waiting' | 'declined', reason: string) =>
      decide({ name: 'wish.decline@1', args: { wishId, base, reason } })
    expect(await decline('waiting', ' ')).toMatchObject({ code: 'needs-text' })
    expect(await decline('waiting', 'Vi var der i går')).toMatchObject({ status: 'applied' })
    expect(await answerOf(secret)).toMatchObject({ state: 'declined', reason: 'Vi var der i går' })
    expect(await decline('waiting', 'Uset')).toMatchObject({ code: 'stale' })
    expect(await decline('declined', 'Vi kommer til maj')).toMatchObject({ status: 'applied' })
    expect(await answerOf(secret)).toMatchObject({ reason: 'Vi kommer til maj' })
  })

  it('gives the asker of an accepted wish a link to lead, made once and never again after it was closed', async () => {
    const { wishId, secret } = await asked()
    const walkId = someUuid()
    await decide({ name: 'wish.accept@1', args: { wishId, base: 'waiting', walkId } })
    expect(await answerOf(secret)).toMatchObject({
      state: 'accepted',
      walk: null,
      leaderCode: null,
    })
    await draft(walkId)
    const [first, second] = await Promise.all([answerOf(secret), answerOf(secret)])
    expect(first).toMatchObject({ walk: { title: 'Stien', startsAt: null } })
    expect(first['leaderCode']).toBe(second['leaderCode'])
    const code = String(first['leaderCode'])
    const joined = await post('/api/walks/join', { code, clientId: someUuid() })
    expect(joined.json()).toMatchObject({ role: 'leader', walk: { id: walkId } })
    const { cookie } = town.officials.carla
    const url = `/api/walks/${walkId}/codes/${code}`
    await held.testApp.app.inject({ method: 'DELETE', url, headers: { ...sameOrigin, cookie } })
    expect(await answerOf(secret)).toMatchObject({ state: 'accepted', leaderCode: null })
    expect(
      await held.store.db
        .selectFrom('walk_codes')
        .select('code')
        .where('walk_id', '=', walkId)
        .where('closed_at', 'is', null)
        .execute(),
    ).toEqual([])
  })

  it('of a wish that was joined is that of the other wish, or the walk without a link to lead', async () => {
    const [one, other] = [await asked(), await asked({ place: 'Torvet' })]
    const to = { kind: 'wish', id: other.wishId } as const
    await decide({ name: 'wish.join@1', args: { wishId: one.wishId, base: 'waiting', to } })
    expect(await answerOf(one.secret)).toMatchObject({ state: 'waiting', isJoined: true })
    await decide({
      name: 'wish.decline@1',
      args: { wishId: other.wishId, base: 'waiting', reason: 'Ikke i år' },
    })
    expect(await answerOf(one.secret)).toMatchObject({ state: 'declined', reason: 'Ikke i år' })
    const walk = { kind: 'walk', id: town.walk.id } as const
    await decide({ name: 'wish.join@1', args: { wishId: one.wishId, base: 'joined', to: walk } })
    expect(await answerOf(one.secret)).toMatchObject({
      ...{ state: 'accepted', leaderCode: null },
      walk: { title: town.walk.title },
    })
    const nowhere = { kind: 'walk', id: someUuid() } as const
    await decide({ name: 'wish.join@1', args: { wishId: one.wishId, base: 'joined', to: nowhere } })
    expect(await answerOf(one.secret)).toMatchObject({ state: 'joined', walk: null })
  })

  it('is refused that would send askers in a circle, to nothing, or back from an accepted wish', async () => {
    const [one, other] = [await asked(), await asked()]
    const join = (wishId: string, id: string, base: 'waiting' | 'accepted' = 'waiting') =>
      decide({ name: 'wish.join@1', args: { wishId, base, to: { kind: 'wish', id } } })
    expect(await join(one.wishId, one.wishId)).toMatchObject({ code: 'not-allowed' })
    expect(await join(one.wishId, someUuid())).toMatchObject({ code: 'not-found' })
    expect(await join(one.wishId, other.wishId)).toMatchObject({ status: 'applied' })
    expect(await join(other.wishId, one.wishId)).toMatchObject({ code: 'not-allowed' })
    const args = { wishId: other.wishId, base: 'waiting', walkId: someUuid() } as const
    await decide({ name: 'wish.accept@1', args })
    expect(await join(other.wishId, one.wishId, 'accepted')).toMatchObject({ code: 'stale' })
  })

  it('is given by coordinators only; for everybody else there is no such wish', async () => {
    const { wishId } = await asked()
    const args = { wishId, base: 'waiting', reason: 'Nej' } as const
    const { phones, officials } = town
    for (const person of [phones.anna, phones.lone, officials.kim, officials.adam, officials.eva]) {
      const mutation = { name: 'wish.decline@1', args, space: town.id } as const
      expect(await applyAs(held.store, person, mutation)).toMatchObject({ code: 'not-found' })
    }
    expect(await listed()).toMatchObject([{ state: 'waiting' }])
  })
})

describe('a wish in the feed of the municipality', () => {
  it('is read by a coordinator without its link, and by no phone, leader or other official', async () => {
    const { wishId, secret } = await asked({ why: 'Her er mørkt', asker: 'Bo Bosen' })
    const rowsOf = async (person: Parameters<typeof applyAs>[1]) => {
      const reader = await new TestReader(held.store, person, town.id).pullAll()
      return reader.rows
    }
    const { phones, officials } = town
    const carla = (await rowsOf(officials.carla)).get(wishId)
    expect(carla?.body).toMatchObject({ asker: 'Bo Bosen' })
    expect(JSON.stringify(carla)).not.toMatch(/linkHash|[0-9a-f]{64}/)
    for (const person of [phones.anna, phones.lone, officials.kim, officials.adam, officials.eva]) {
      const rows = await rowsOf(person)
      expect(rows.has(wishId)).toBe(false)
      expect(JSON.stringify([...rows.values()])).not.toMatch(/mørkt|Bosen/)
    }
    expect((await read(secret)).statusCode).toBe(200)
    expect((await read(newSecret())).statusCode).toBe(404)
  })

  it('and its link say nothing to another municipality', async () => {
    await asked()
    const ribe = await seedMunicipality(held.store, 'Ribe')
    const headers = { cookie: ribe.officials.carla.cookie }
    const response = await held.testApp.app.inject({ url: '/api/wishes', headers })
    expect(response.json()).toEqual({ wishes: [], hasMore: false })
  })
})

describe('deleting a wish', () => {
  const everything = async () => {
    const { rows } = await held.store.pool.query<{ words: string }>(
      `select (select json_agg(sync_rows)::text from sync_rows) || (select json_agg(events)::text from events)
        || coalesce((select json_agg(wish_links)::text from wish_links), '')
        || coalesce((select json_agg(parked_mutations)::text from parked_mutations), '')
        || coalesce((select json_agg(applied_mutations)::text from applied_mutations), '') as words`,
    )
    return rows[0]?.words ?? ''
  }

  it('by its link leaves no word, name, contact or secret anywhere, and stays done', async () => {
    const wish = await asked({ why: 'Kanariefugl', asker: 'Bo Bosen', email: 'bo@example.dk' })
    expect(await everything()).toMatch(/Kanariefugl/)
    const erase = () => post('/api/wishes/erase', { secret: wish.secret })
    expect([(await erase()).statusCode, (await erase()).statusCode]).toEqual([204, 204])
    expect(await everything()).not.toMatch(/Kanariefugl|Bosen|bo@example/)
    const hash = await held.store.db.selectFrom('wish_links').selectAll().execute()
    expect(hash).toEqual([])
    expect((await read(wish.secret)).statusCode).toBe(404)
    expect(await listed()).toEqual([])
    const reader = await new TestReader(held.store, town.officials.carla, town.id).pullAll()
    expect(reader.rows.has(wish.wishId)).toBe(false)
  })
})
