import { describe, expect, test } from 'vitest'
import {
  makeObservation,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { fill, pullPages, shown } from '../../../support/phones/pull-pages.ts'
import {
  joinedClient,
  json,
  noNetwork,
  ScriptedApi,
  serverTime,
  someEpoch,
} from '../../../support/phones/scripted-api.ts'

describe('the rows of a pull', () => {
  test('I3: are kept with unknown kinds, fields and values, which break nothing', async () => {
    const api = new ScriptedApi()
    const strange = {
      ...makeObservation(),
      category: 'rum.laser',
      status: 'teleported',
      hologram: 1,
    }
    api.feed.write({ kind: 'hologram', id: someUuid(), deleted: false, body: { any: 'thing' } })
    api.feed.write({ kind: 'observation', id: strange.id, deleted: false, body: strange })
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const [pin] = await client.pins.list(someWalkId)
    expect(pin?.observation).toMatchObject({ category: 'rum.laser', hologram: 1 })
    const { rows } = await client.context.cache.rows(someWalkId, 'hologram')
    expect(rows.size).toBe(1)
  })

  test('I3: keep unknown fields and values when one of them is edited, and only the edit is sent', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    const own = api.observations.get(id)
    if (!own) throw new Error('not on the server')
    const reader = { kind: 'device', clientId: own.authorClientId ?? '', role: 'walker' } as const
    api.feed.put({ ...own, ownerType: 'rumfart', hologram: 1 } as unknown as typeof own, reader)
    await client.runner.runOnce()
    expect((await client.capture.edit(id, { text: 'rettet' })).ok).toBe(true)
    const strange = { ownerType: 'rumfart', text: 'rettet' }
    expect((await client.pins.get(id))?.observation).toMatchObject(strange)
    await client.runner.runOnce()
    const sent = api.pushes.at(-1)?.mutations[0]
    expect(sent?.name).toBe('observation.edit')
    expect(Object.keys((sent?.args as { changes: object }).changes)).toEqual(['text'])
  })

  test('make a walk fetched once they have been read to the end, not before and not by a part of them', async () => {
    const api = new ScriptedApi()
    fill(api, 3)
    const client = await joinedClient(api)
    const isFetched = async () => (await client.walks.read()).isFetched
    expect(await isFetched()).toBe(false)
    const whole = api.onPull
    let asked = 0
    api.onPull = (...request) => {
      asked += 1
      return asked === 1 ? whole(...request) : noNetwork()
    }
    await expect(pullPages(client, 2)).rejects.toMatchObject({ name: 'NetworkError' })
    expect((await shown(client)).length).toBeGreaterThan(0)
    expect(await isFetched()).toBe(false)
    api.onPull = whole
    await pullPages(client, 2)
    expect(await isFetched()).toBe(true)
  })

  test('make a walk fetched also when none is visible, and the screens are notified', async () => {
    const api = new ScriptedApi()
    const empty = { cursor: '0', more: false, reset: false, rows: [] }
    api.onPull = () => json({ epoch: someEpoch, serverTime, spaces: { [someWalkId]: empty } })
    const client = await joinedClient(api)
    let notices = 0
    client.context.notices.subscribe(({ kind }) => {
      if (kind === 'base') notices += 1
    })
    await client.runner.runOnce()
    expect((await client.walks.read()).isFetched).toBe(true)
    expect(notices).toBe(1)
  })

  test('are an empty base on a phone that was removed from a walk, without notifying it again and again', async () => {
    const api = new ScriptedApi()
    fill(api, 2)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    const empty = { cursor: '0', more: false, reset: true, rows: [] }
    api.onPull = () => json({ epoch: someEpoch, serverTime, spaces: { [someWalkId]: empty } })
    await client.runner.runOnce()
    expect(await shown(client)).toEqual([])
    let notices = 0
    client.context.notices.subscribe(({ kind }) => {
      if (kind === 'base') notices += 1
    })
    await client.runner.runOnce()
    expect(notices).toBe(0)
  })
})
