import { describe, expect, test } from 'vitest'
import { makeDraft, makePreparedPhoto, savePin } from '../../../support/phones/make-draft.ts'
import { somePosition, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const names = ({ pushes }: ScriptedApi) =>
  pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))

describe('changing what was captured', () => {
  test('rewrites the create, photos included, before the first attempt', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'først', severity: null })
    await client.capture.edit(id, { text: 'så', severity: 3, feeling: 2 })
    await client.capture.addPhotoTo(id, makePreparedPhoto())
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
    expect(api.pushes[0]?.mutations[0]?.args).toMatchObject({ text: 'så', severity: 3, feeling: 2 })
    expect((await pin(client, id)).photos.length).toBe(1)
  })

  test('freezes the create at the first attempt, and sends an edit after it with what it was based on', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'først' })
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'så' })
    api.onPush = onPush
    await client.runner.runOnce()
    const [create, again, edit] = api.pushes.flatMap(({ mutations }) => mutations)
    expect(again).toEqual(create)
    expect(edit).toMatchObject({
      name: 'observation.edit',
      args: { changes: { text: { base: 'først', value: 'så' } } },
    })
  })

  test('sends nothing for an edit that changes nothing', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'samme' })
    await client.runner.runOnce()
    expect(await client.capture.edit(id, { text: 'samme' })).toEqual({ ok: true, value: undefined })
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
  })

  test('reports mistakes at once, writes nothing and keeps the draft', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client)
    await client.capture.saveDraft(draft)
    const attempts = [
      [{ category: null }, 'unknown-category'],
      [{ position: null }, 'invalid-arguments'],
      [{ position: { ...somePosition, longitude: 57, latitude: 9.9 } }, 'outside-area'],
      [{ text: 'x'.repeat(4_001) }, 'text-too-long'],
    ] as const
    for (const [change, code] of attempts) {
      const outcome = await client.capture.save({ ...draft, ...change })
      expect(outcome).toMatchObject({ ok: false, problem: { code } })
    }
    expect(await client.pins.list(someWalkId)).toEqual([])
    expect(await client.capture.drafts()).toEqual([draft])
  })

  test('lets a walker comment on the pins of others and not edit them', async () => {
    const api = new ScriptedApi()
    const stranger = await joinedClient(api, {})
    const id = await savePin(stranger)
    await stranger.runner.runOnce()
    const reader = { kind: 'device', clientId: 'somebody else', role: 'walker' } as const
    const observation = api.observations.get(id)
    if (observation) api.feed.put(observation, reader)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('from-others')
    expect(await client.capture.edit(id, { text: 'min' })).toMatchObject({
      ok: false,
      problem: { code: 'not-yours' },
    })
    expect((await client.capture.comment(id, 'set')).ok).toBe(true)
  })
})
