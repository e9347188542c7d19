import { describe, expect, test } from 'vitest'
import { savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { settle, wait } from '../../../support/phones/phone-time.ts'
import {
  joinedClient,
  noNetwork,
  problem,
  ScriptedApi,
} from '../../../support/phones/scripted-api.ts'

const isSync = ({ path }: { path: string }) => path.startsWith('/api/sync/')
const syncs = (api: ScriptedApi) => api.requests.filter(isSync).length
const pushes = (api: ScriptedApi) => api.pushes.length

describe('the sync loop', () => {
  test('opens the event stream again after a join or a sign-in, with the present walks', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const asked = () => api.requests.filter(({ path }) => path === '/api/events').length
    client.sync.start()
    await settle(client)
    const before = asked()
    client.sync.wake('signed-in')
    await settle(client)
    expect(asked()).toBe(before + 1)
    client.sync.stop()
  })

  test('sends a save at once, and pulls once for a burst of pokes', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await savePin(client)
    await settle(client)
    expect(pushes(api)).toBe(1)
    expect(syncs(api)).toBe(before + 2)
    for (let index = 0; index < 9; index += 1) client.sync.wake('poke')
    await wait(client, 250)
    expect(syncs(api)).toBe(before + 3)
    client.sync.stop()
  })

  test('counts what is saved as waiting from that moment; at no time in between is all said to be sent', async () => {
    const api = new ScriptedApi()
    api.onPush = () => noNetwork()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    await savePin(client)
    expect(client.sync.state().waiting).toBe(1)
    await settle(client)
    expect(client.sync.state().waiting).toBe(1)
    client.sync.stop()
  })

  test('pulls every 15 to 60 s without a stream, and not at all in a hidden page at rest', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await wait(client, 10 * 60_000, 1_000)
    const pulls = syncs(api) - before
    expect(pulls).toBeGreaterThanOrEqual(10)
    expect(pulls).toBeLessThanOrEqual(40)
    client.page.say('hidden')
    await wait(client, 60_000, 1_000)
    const hidden = syncs(api)
    await wait(client, 10 * 60_000, 5_000)
    expect(syncs(api)).toBe(hidden)
    client.page.say('visible')
    await settle(client)
    expect(syncs(api)).toBe(hidden + 1)
    client.sync.stop()
  }, 20_000)

  test('H2: pauses after 401; saving does not send again, becoming visible and joining do', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { onPull } = api
    api.onPush = () => problem({ status: 401, code: 'sign-in-needed' })
    api.onPull = () => problem({ status: 401, code: 'sign-in-needed' })
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await savePin(client)
    await wait(client, 10 * 60_000, 5_000)
    expect(syncs(api)).toBe(before)
    client.page.say('visible')
    await settle(client)
    expect(syncs(api)).toBeGreaterThan(before)
    api.onPush = (body) => api.applied(body)
    api.onPull = onPull
    await client.walks.join('NYVA26')
    await settle(client)
    expect(client.sync.state()).toMatchObject({ needsSignIn: false, waiting: 0 })
    client.sync.stop()
  }, 20_000)

  test('F2: does not depend on what the browser says about the network', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    await savePin(client)
    await settle(client)
    expect(client.sync.state()).toMatchObject({ connection: 'online', waiting: 0 })
    client.sync.stop()
  })

  test('reports at once that the network is lost while nothing waits, and tests what the browser says', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    client.page.say('offline')
    await settle(client)
    expect(client.sync.state()).toMatchObject({ connection: 'online', waiting: 0 })
    api.onPull = () => noNetwork()
    client.page.say('offline')
    await settle(client)
    expect(client.sync.state()).toMatchObject({ connection: 'offline', waiting: 0 })
    client.sync.stop()
  })

  test('counts what a run has done, and is honest about photos', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePinWithPhotos(client, [10, 10])
    const seen: string[] = []
    client.runner.subscribe(() => {
      const { waiting, sending } = client.sync.state()
      seen.push(`${waiting} ${sending ? `${sending.done}/${sending.of}` : '-'}`)
    })
    await client.runner.runOnce()
    expect(seen).toContain('3 0/3')
    expect(seen).toContain('3 1/3')
    expect(client.sync.state()).toMatchObject({ waiting: 2, sending: null })
  })
})
