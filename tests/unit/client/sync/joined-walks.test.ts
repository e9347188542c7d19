import { describe, expect, test } from 'vitest'
import { keptForMs, retireOld } from '../../../../client/local/outbox/outbox-upkeep.ts'
import { buildClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import {
  joinedClient,
  joinedWalk,
  json,
  noNetwork,
  problem,
  ScriptedApi,
  serverTime,
} from '../../../support/phones/scripted-api.ts'

describe('joining walks', () => {
  test('H1: a joined walk, its role and capturing are there without a network and without a session', async () => {
    const disk = new PhoneDisk()
    const first = await joinedClient(new ScriptedApi(), { disk })
    first.life.kill()
    const offline = buildClient({ fetch: async () => noNetwork(), disk })
    expect((await offline.walks.read()).current).toMatchObject({
      code: 'NYVA26',
      role: 'walker',
      displayName: 'Anna',
      walk: { title: 'Aalborg Øst' },
    })
    await savePin(offline)
    expect((await offline.pins.list(someWalkId)).length).toBe(1)
    await new Promise((resolve) => {
      offline.life.kill()
      disk.indexedDB.deleteDatabase('lygte-cache').addEventListener('success', resolve)
    })
    const again = buildClient({ fetch: async () => noNetwork(), disk })
    expect((await again.walks.read()).joined.length).toBe(1)
    expect((await again.pins.list(someWalkId)).length).toBe(1)
  })

  test('a client id that is taken is replaced once, and waiting work is sent under the new one', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    const ids: string[] = []
    api.onJoin = ({ clientId }) => {
      ids.push(clientId)
      return ids.length === 1
        ? problem({ status: 409, code: 'client-id-in-use' })
        : json(joinedWalk(clientId, null))
    }
    const joined = await client.walks.join('NYVA26')
    expect(joined.ok && joined.value.clientId).toBe(ids[1])
    expect(ids[1]).not.toBe(ids[0])
    await client.runner.runOnce()
    expect(api.pushes[0]?.clientId).toBe(ids[1])
  })

  test('every join sends the same key of this phone, also when the first answer was lost', async () => {
    const keys: (string | undefined)[] = []
    const api = new ScriptedApi()
    api.onJoin = ({ clientId, deviceKey }) => {
      keys.push(deviceKey)
      return keys.length === 1 ? noNetwork() : json(joinedWalk(clientId, null))
    }
    const client = buildClient({ fetch: api.fetch })
    await expect(client.walks.join('NYVA26')).rejects.toMatchObject({ name: 'NetworkError' })
    await client.walks.join('NYVA26')
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(keys[1]).toBe(keys[0])
  })

  test('a refused join returns the refusal, a missing network throws, and nothing of the walk is kept', async () => {
    const api = new ScriptedApi()
    api.onJoin = () => problem({ status: 404, code: 'unknown-walk-code' })
    const client = buildClient({ fetch: api.fetch })
    expect(await client.walks.join('FORKERT')).toEqual({
      ok: false,
      problem: { code: 'unknown-walk-code' },
    })
    api.onJoin = () =>
      problem({ status: 429, code: 'too-many-requests', headers: { 'retry-after': '30' } })
    expect(await client.walks.join('FORKERT')).toMatchObject({
      problem: { code: 'too-many-requests', detail: { retryAfterSeconds: 30 } },
    })
    api.onJoin = () => noNetwork()
    await expect(client.walks.join('NYVA26')).rejects.toMatchObject({ name: 'NetworkError' })
    expect((await client.walks.read()).joined).toEqual([])
  })

  test('the newest row of the walk replaces the one from joining', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    let changes = 0
    client.walks.subscribe(() => (changes += 1))
    const { walk } = joinedWalk('x', null)
    api.feed.write({
      kind: 'walk',
      id: walk.id,
      deleted: false,
      body: { ...walk, phase: 'closed', title: 'Ny titel' },
    })
    await client.runner.runOnce()
    expect((await client.walks.read()).current).toMatchObject({
      walk: { phase: 'closed', title: 'Ny titel' },
    })
    expect(changes).toBeGreaterThan(0)
    // The rules on the phone know it as well: a pin in a closed walk is late.
    const id = await savePin(client)
    expect((await client.pins.get(id))?.observation.isLate).toBe(true)
  })

  test('the last joined walk is current until another is chosen', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const other = '0199a000-0000-7000-8000-00000000f009'
    api.onJoin = ({ clientId }) => {
      const joined = joinedWalk(clientId, null)
      return json({ ...joined, walk: { ...joined.walk, id: other } })
    }
    await client.walks.join('MIDT20')
    expect((await client.walks.read()).current?.walk.id).toBe(other)
    await client.walks.setCurrent(someWalkId)
    expect((await client.walks.read()).current?.walk.id).toBe(someWalkId)
    expect((await client.walks.read()).joined.map(({ walk }) => walk.id)).toEqual([
      other,
      someWalkId,
    ])
  })

  test('sent work of a walk that was left leaves the phone after thirty days, and no sooner', async () => {
    const client = await joinedClient(new ScriptedApi())
    await savePin(client)
    await client.runner.runOnce()
    expect(await client.walks.leave(someWalkId)).toBe(0)
    const kept = () =>
      client.context.outbox.read(['mutation'], (tx) => tx.objectStore('mutation').count())
    const sentMs = Date.parse(serverTime)
    await retireOld(client.context, { serverNowMs: sentMs + keptForMs })
    expect(await kept()).toBe(1)
    await retireOld(client.context, { serverNowMs: sentMs + keptForMs + 1 })
    expect(await kept()).toBe(0)
  })
})
