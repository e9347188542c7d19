import { beforeEach, describe, expect, it } from 'vitest'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

const lock = (clientId: string, cookie = town.officials.carla.cookie) =>
  held.testApp.app.inject({
    method: 'DELETE',
    url: `/api/phones/${clientId}/sessions`,
    headers: { cookie, ...sameOrigin },
  })

async function texts(): Promise<string[]> {
  const rows = await held.store.db
    .selectFrom('observations')
    .select('body')
    .where('walk_id', '=', town.walk.id)
    .execute()
  return rows.map(({ body }) => body.text).toSorted()
}

/** A phone with a pin that only its person and the organisers may see. */
async function stolenPhone() {
  const client = connectPhone({ app: held.testApp.app })
  await joinAs(client, town.codes.walker)
  const id = await pinOn(client, town.walk.id, { text: 'hemmelig', category: 'adf.rusmidler' })
  await client.runner.runOnce()
  const clientId = (await client.walks.read()).current?.clientId ?? ''
  return { client, id, clientId }
}

const cookiesOf = ({ disk }: { disk: { cookies: Map<string, string> } }) =>
  [...disk.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

describe('H7: a stolen phone whose session an organiser has ended', () => {
  it('sends nothing more and reads nothing more', async () => {
    const { client, clientId } = await stolenPhone()
    const other = connectPhone({ app: held.testApp.app })
    await joinAs(other, town.codes.walker, 'Ole')
    expect((await lock(clientId)).statusCode).toBe(204)
    await pinOn(client, town.walk.id, { text: 'efter tyveriet' })
    await pinOn(other, town.walk.id, { text: 'fra en anden' })
    await other.runner.runOnce()
    expect(await client.runner.runOnce()).toEqual({ kind: 'paused' })
    expect(await texts()).toEqual(['fra en anden', 'hemmelig'])
    const seen = (await client.pins.list(town.walk.id)).map((pin) => pin.observation.text)
    expect(seen).not.toContain('fra en anden')
  })

  it.each([
    ['GET', '/api/events'],
    ['HEAD', `/api/photos/${someUuid()}`],
    ['GET', `/api/photos/${someUuid()}/large`],
    ['POST', '/api/sync/account'],
    ['POST', '/api/sync/answers'],
  ] as const)('is rejected like a stranger by %s %s', async (method, url) => {
    const { client, clientId } = await stolenPhone()
    await lock(clientId)
    const headers = { cookie: cookiesOf(client), ...sameOrigin }
    const answer = await held.testApp.app.inject({ method, url, headers })
    expect(answer.statusCode).toBe(401)
  })

  it('cannot use its key; with the code it joins as a new phone, and its waiting work is not lost', async () => {
    const { client, id, clientId } = await stolenPhone()
    await pinOn(client, town.walk.id, { text: 'ventede' })
    await lock(clientId)
    await joinAs(client, town.codes.walker)
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect((await client.walks.read()).current?.clientId).not.toBe(clientId)
    expect(await texts()).toEqual(['hemmelig', 'ventede'])
    const cookie = cookiesOf(client)
    const payload = { protocol: 1, epoch: null, cursors: { [town.walk.id]: '0' } }
    const url = '/api/sync/pull'
    const headers = { cookie, ...sameOrigin }
    const pulled = await held.testApp.app.inject({ method: 'POST', url, headers, payload })
    expect(pulled.body).toContain('ventede')
    expect(pulled.body).not.toContain('hemmelig')
    expect(pulled.body).toContain(id)
  })

  it('is shown as locked out, and ending its sessions again changes nothing', async () => {
    const { clientId } = await stolenPhone()
    const open = await find(clientId)
    expect(open?.access).toBe('open')
    await lock(clientId)
    await lock(clientId)
    expect((await find(clientId))?.access).toBe('locked-out')
  })

  it('can be locked out by coordinators and administrators of its own municipality alone', async () => {
    const { client, clientId } = await stolenPhone()
    const abroad = await seedMunicipality(held.store, 'Ribe')
    const { kim, vera } = town.officials
    expect((await lock(clientId, kim.cookie)).statusCode).toBe(403)
    expect((await lock(clientId, vera.cookie)).statusCode).toBe(403)
    expect((await lock(clientId, town.phones.lone.cookie)).statusCode).toBe(401)
    expect((await lock(clientId, abroad.officials.carla.cookie)).statusCode).toBe(404)
    expect(await client.runner.runOnce()).toEqual({ kind: 'done' })
    expect((await lock(clientId, town.officials.adam.cookie)).statusCode).toBe(204)
  })
})

async function find(clientId: string) {
  const { cookie } = town.officials.carla
  const url = `/api/phones?walk=${town.walk.id}`
  const answer = await held.testApp.app.inject({ method: 'GET', url, headers: { cookie } })
  return answer
    .json<{ phones: { id: string; access: string }[] }>()
    .phones.find(({ id }) => id === clientId)
}
