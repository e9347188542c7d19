import { beforeEach, describe, expect, it } from 'vitest'
import type { WalkCode } from '../../../shared/contract/walk-contract.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import { isCodeTaken, saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedWalk,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { joinWalk } from '../../support/requests/join-walk.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  await held.store.truncate()
  town = await seedMunicipality(held.store)
})

interface Asked {
  role: WalkRole
  code?: string
  forOnePhone?: boolean
  replaces?: string
}

const ask = (payload: Asked, who: TestPerson = town.phones.lone) =>
  held.testApp.app.inject({
    method: 'POST',
    url: `/api/walks/${town.walk.id}/codes`,
    headers: { ...sameOrigin, cookie: who.cookie },
    payload,
  })
const made = async (asked: Asked, who?: TestPerson) => (await ask(asked, who)).json<WalkCode>()
const close = (code: string) =>
  held.testApp.app.inject({
    method: 'DELETE',
    url: `/api/walks/${town.walk.id}/codes/${code}`,
    headers: { ...sameOrigin, cookie: town.phones.lone.cookie },
  })

const listed = async (): Promise<WalkCode[]> => {
  const response = await held.testApp.app.inject({
    url: `/api/walks/${town.walk.id}/codes`,
    headers: { cookie: town.phones.lone.cookie },
  })
  return response.json<{ codes: WalkCode[] }>().codes
}

/** A phone with its key, as it would come back after a lost answer or a lost cookie. */
const somePhone = () => {
  const identity = { clientId: someUuid(), deviceKey: someUuid() }
  return { join: (code: string) => joinWalk(held.testApp, { ...identity, code }) }
}

describe('a code that is closed', () => {
  it('lets nobody new in and says that it is closed, in the preview and by joining', async () => {
    expect((await close(town.codes.walker)).statusCode).toBe(204)
    const preview = await held.testApp.app.inject({
      url: `/api/walks/by-code/${town.codes.walker}`,
    })
    expect([preview.statusCode, preview.json<{ type: string }>().type]).toEqual([
      410,
      'walk-code-closed',
    ])
    expect(preview.body).not.toContain(town.walk.title)
    const { status, code } = await somePhone().join(town.codes.walker)
    expect([status, code]).toEqual([410, 'walk-code-closed'])
  })

  it('keeps everybody who has joined: their pins arrive, and they sign in again by it', async () => {
    const phone = somePhone()
    const { walk } = await phone.join(town.codes.walker)
    await close(town.codes.walker)
    const id = await pinAs(held.store, town.phones.anna)
    const reader = await new TestReader(held.store, town.phones.anna, town.walk.id).pullAll()
    expect(reader.observation(id)).toBeDefined()
    const again = await phone.join(town.codes.walker)
    expect([again.status, again.walk.role]).toEqual([200, walk.role])
  })

  it('makes no leader of a walker, and lets nobody back in who has left', async () => {
    const phone = somePhone()
    const { cookie } = await phone.join(town.codes.walker)
    await close(town.codes.leader)
    expect((await phone.join(town.codes.leader)).code).toBe('walk-code-closed')
    await held.testApp.app.inject({
      method: 'DELETE',
      url: `/api/walks/${town.walk.id}/membership`,
      headers: { ...sameOrigin, cookie },
    })
    await close(town.codes.walker)
    expect((await phone.join(town.codes.walker)).code).toBe('walk-code-closed')
  })

  it('can be opened again, or be given to another walk; one that looks like it is still taken', async () => {
    const code = 'SOL101'
    await made({ role: 'walker', code })
    await close(code)
    expect(await isCodeTaken(held.store.db, 'S0LIO1')).toBe(true)
    expect((await ask({ role: 'walker', code })).statusCode).toBe(200)
    expect((await somePhone().join(code)).status).toBe(200)
    await close(code)
    const target = { municipalityId: town.id, walkId: town.otherWalk.id, role: 'walker' } as const
    await saveWalkCode(held.store.db, { ...target, code })
    expect((await somePhone().join(code)).walk.walk.id).toBe(town.otherWalk.id)
  })

  it('is given to one walk only when two ask for it at once', async () => {
    await made({ role: 'walker', code: 'NYKODE' })
    await close('NYKODE')
    const target = { municipalityId: town.id, role: 'walker', code: 'NYKODE' } as const
    const walks = [town.otherWalk, await seedWalk(held.store, town.id, {})]
    const saved = await Promise.allSettled(
      walks.map(({ id }) => saveWalkCode(held.store.db, { ...target, walkId: id })),
    )
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a code in place of another one', () => {
  it('is for the same people; the old one is closed, and a second press makes no third', async () => {
    const old = town.codes.recorder
    const fresh = await made({ role: 'walker', replaces: old }, town.officials.carla)
    expect(fresh).toMatchObject({ role: 'recorder', forOnePhone: false })
    expect((await somePhone().join(old)).code).toBe('walk-code-closed')
    expect((await somePhone().join(fresh.code)).walk.role).toBe('recorder')
    const again = await ask({ role: 'walker', replaces: old })
    expect(again.statusCode).toBe(404)
    expect((await listed()).filter(({ role }) => role === 'recorder')).toEqual([fresh])
  })

  it('is made once by two who press at the same moment', async () => {
    const replaces = town.codes.walker
    const both = await Promise.all([
      ask({ role: 'walker', replaces }),
      ask({ role: 'walker', replaces }, town.officials.carla),
    ])
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 404])
    expect((await listed()).filter(({ role }) => role === 'walker')).toHaveLength(1)
  })

  it('leaves the old one open when the wanted code is taken', async () => {
    const replaces = town.codes.walker
    const response = await ask({ role: 'walker', replaces, code: town.codes.other })
    expect(response.json()).toMatchObject({ type: 'code-taken' })
    expect((await somePhone().join(replaces)).status).toBe(200)
  })
})

describe('a code for one phone', () => {
  const forOne = (role: WalkRole = 'walker') => made({ role, forOnePhone: true })

  it('is used up by exactly one of many phones that come at once', async () => {
    const { code } = await forOne()
    const answers = await Promise.all(Array.from({ length: 8 }, () => somePhone().join(code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const others = answers.filter(({ status }) => status !== 200)
    expect(new Set(others.map(({ code: why }) => why))).toEqual(new Set(['walk-code-used']))
    expect((await listed()).find((one) => one.code === code)).toMatchObject({ isUsed: true })
  })

  it('lets the same phone in again, whose answer was lost', async () => {
    const { code } = await forOne('leader')
    const phone = somePhone()
    const answers = [...(await Promise.all([phone.join(code), phone.join(code)]))]
    expect([...answers, await phone.join(code)].map(({ status }) => status)).toEqual([
      200, 200, 200,
    ])
    expect((await somePhone().join(code)).code).toBe('walk-code-used')
  })

  it('is not used up by a phone that is in the walk with that role already, nor by a full walk', async () => {
    const { code } = await forOne()
    const lead = somePhone()
    await lead.join(town.codes.leader)
    expect((await lead.join(code)).walk.role).toBe('leader')
    expect((await listed()).find((one) => one.code === code)).toMatchObject({ isUsed: false })
    expect((await somePhone().join(code)).status).toBe(200)
  })

  it('stands on no poster, and is followed by another one for one phone', async () => {
    const { code } = await forOne()
    const poster = await held.testApp.app.inject({
      url: `/api/walks/${town.walk.id}/poster.pdf?code=${code}`,
      headers: { cookie: town.officials.carla.cookie },
    })
    expect(poster.statusCode).toBe(404)
    await somePhone().join(code)
    expect(await made({ role: 'walker', replaces: code })).toMatchObject({
      ...{ forOnePhone: true, isUsed: false },
    })
  })
})

describe('marks before a walk', () => {
  it('are put on the map by whoever joins by its open code weeks before it starts', async () => {
    const month = 30 * 86_400_000
    const startsAt = new Date(Date.now() + month).toISOString()
    const endsAt = new Date(Date.now() + month + 7_200_000).toISOString()
    for (const phase of ['planned', 'open'] as const) {
      const walk = await seedWalk(held.store, town.id, { startsAt, endsAt, phase })
      const code = phase === 'open' ? 'FOER26' : 'PLAN26'
      const target = { municipalityId: town.id, walkId: walk.id, role: 'walker' } as const
      await saveWalkCode(held.store.db, { ...target, code })
      const clientId = someUuid()
      const { cookie } = await joinWalk(held.testApp, { clientId, code })
      const phone = { ...town.phones.anna, clientId, cookie, walkId: walk.id }
      const id = await pinAs(held.store, phone)
      const reader = await new TestReader(held.store, phone, walk.id).pullAll()
      expect(reader.observation(id)).toBeDefined()
    }
  })
})
