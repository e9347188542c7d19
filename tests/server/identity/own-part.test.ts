import { beforeEach, describe, expect, it } from 'vitest'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectPhone, pinOn } from '../../support/phones/connected-phone.ts'
import type { NetworkFault } from '../../support/phones/in-process-api.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality
let network: NetworkFault

beforeEach(async () => {
  town = await seedMunicipality(held.store)
  network = 'none'
})

const phone = (disk = new PhoneDisk()) =>
  connectPhone({ app: held.testApp.app, disk, decide: () => network })

async function join(client: TestClient, code: string, name?: string) {
  const joined = await client.walks.join(code, name)
  if (!joined.ok) throw new Error(joined.problem.code)
  return joined.value
}

const members = async (clientId: string) =>
  held.store.db
    .selectFrom('walk_members')
    .select(['walk_id', 'display_name', 'role', 'left_at', 'removed_at'])
    .where('client_id', '=', clientId)
    .orderBy('joined_at')
    .execute()

const authors = async () => {
  const rows = await held.store.db
    .selectFrom('observations')
    .select('body')
    .where('municipality_id', '=', town.id)
    .orderBy('number')
    .execute()
  return rows.map(({ body }) => body.authorName)
}

const sessionsOf = (clientId: string) =>
  held.store.db.selectFrom('sessions').select('id').where('client_id', '=', clientId).execute()

describe('the walker’s name in a walk', () => {
  it('is changed on the phone without a network, and sent when there is one', async () => {
    const client = phone()
    const { clientId } = await join(client, town.codes.walker, 'Anna')
    network = 'lost-before'
    await client.walks.rename(town.walk.id, '  Anna \n Karin ')
    expect((await client.walks.read()).current?.displayName).toBe('Anna Karin')
    await client.runner.runOnce()
    expect((await members(clientId))[0]?.display_name).toBe('Anna')
    network = 'none'
    await client.runner.runOnce()
    expect((await members(clientId))[0]?.display_name).toBe('Anna Karin')
    await client.walks.rename(town.walk.id, '')
    await client.runner.runOnce()
    expect((await members(clientId))[0]?.display_name).toBeNull()
    expect((await client.walks.read()).current?.displayName).toBeNull()
  })

  it('is not put on what was written under the old one', async () => {
    const client = phone()
    await join(client, town.codes.walker, 'Gammelnavn')
    await pinOn(client, town.walk.id, { text: 'lampe' })
    await client.walks.rename(town.walk.id, 'Nytnavn')
    await client.runner.runOnce()
    expect(await authors()).toEqual(['Gammelnavn'])
    await pinOn(client, town.walk.id, { text: 'hæk' })
    await client.runner.runOnce()
    expect(await authors()).toEqual(['Gammelnavn', 'Nytnavn'])
  })

  it('survives a lost answer, and the last of two names counts', async () => {
    const client = phone()
    const { clientId } = await join(client, town.codes.walker, 'Anna')
    await client.walks.rename(town.walk.id, 'Bo')
    network = 'lost-after'
    await client.runner.runOnce()
    await client.walks.rename(town.walk.id, 'Cilla')
    network = 'none'
    await client.runner.runOnce()
    expect((await members(clientId))[0]?.display_name).toBe('Cilla')
  })
})

describe('leaving one walk', () => {
  it('keeps the others, deletes its rows, works without a network and is sent when there is one', async () => {
    const client = phone()
    const { clientId } = await join(client, town.codes.walker, 'Anna')
    await join(client, town.codes.other)
    await pinOn(client, town.walk.id, { text: 'lampe' })
    await client.runner.runOnce()
    network = 'lost-before'
    await client.walks.setCurrent(town.walk.id)
    expect(await client.walks.leave(town.walk.id)).toBe(0)
    const known = await client.walks.read()
    expect(known.joined.map(({ walk }) => walk.id)).toEqual([town.otherWalk.id])
    expect(known.current?.walk.id).toBe(town.otherWalk.id)
    expect(await client.context.cache.spaces()).not.toContain(town.walk.id)
    network = 'none'
    await client.runner.runOnce()
    const [left, other] = await members(clientId)
    expect(left?.left_at).not.toBeNull()
    expect(other?.left_at).toBeNull()
    expect(await client.context.cache.spaces()).not.toContain(town.walk.id)
    const found = await held.store.db
      .selectFrom('observations')
      .select('id')
      .where('walk_id', '=', town.walk.id)
      .execute()
    expect(found).toHaveLength(1)
  })

  it('is refused while anything of it is unsent, of whatever kind, and counts nothing of other walks', async () => {
    const client = phone()
    await join(client, town.codes.walker)
    await join(client, town.codes.other)
    network = 'lost-before'
    const draft = client.capture.newDraft(town.walk.id)
    await client.capture.saveDraft(draft)
    expect(await client.walks.leave(town.walk.id)).toBe(1)
    await client.capture.discardDraft(draft.observationId)
    await pinOn(client, town.walk.id, { text: 'lampe' })
    expect(await client.walks.leave(town.walk.id)).toBe(1)
    expect((await client.walks.read()).joined).toHaveLength(2)
    expect(await client.walks.leave(town.otherWalk.id)).toBe(0)
    network = 'none'
    await client.runner.runOnce()
    expect(await client.walks.leave(town.walk.id)).toBe(0)
    expect((await client.walks.read()).current).toBeUndefined()
  })

  it('lets the same phone join again with the code, in the code’s role, whether or not the server knew', async () => {
    const client = phone()
    const { clientId } = await join(client, town.codes.leader, 'Anna')
    await client.walks.leave(town.walk.id)
    await client.runner.runOnce()
    expect((await join(client, town.codes.walker)).role).toBe('walker')
    await client.walks.leave(town.walk.id)
    await join(client, town.codes.walker, 'Anna')
    await client.runner.runOnce()
    const [part] = await members(clientId)
    expect(part?.left_at).toBeNull()
    expect(await sessionsOf(clientId)).toHaveLength(1)
  })

  it('removes the phone from the leader’s list, and from the count of people', async () => {
    const client = phone()
    const { clientId } = await join(client, town.codes.walker, 'Anna')
    const listed = async () => {
      const { cookie } = town.phones.lone
      const url = `/api/phones?walk=${town.walk.id}`
      const answer = await held.testApp.app.inject({ method: 'GET', url, headers: { cookie } })
      return answer.json<{ phones: { id: string }[] }>().phones.map(({ id }) => id)
    }
    expect(await listed()).toContain(clientId)
    await client.walks.leave(town.walk.id)
    await client.runner.runOnce()
    expect(await listed()).not.toContain(clientId)
  })
})
