import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../client/local/capture/draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import type { TestClient } from '../../../support/phones/build-client.ts'
import {
  everything,
  saveEverything,
  savePinWithPhotos,
} from '../../../support/phones/make-draft.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const names = ({ pushes }: ScriptedApi) =>
  pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))

async function reopened(client: TestClient, pinId: string): Promise<Draft> {
  const outcome = await client.capture.reopen(pinId)
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}

const listed = async (client: TestClient) =>
  (await client.pins.list(someWalkId)).filter(({ observation }) => !observation.isWithdrawn)

describe('undoing a save', () => {
  test('restores the draft with everything when the pin was never sent, and no server ever learns of it', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    const again = await reopened(client, draft.observationId)
    expect(again).toMatchObject({ ...everything, position: draft.position })
    expect(again.observationId).toBe(draft.observationId)
    expect((await client.capture.photoBytes(again.photoIds[0] ?? ''))?.length).toBe(600_000)
    expect((await client.capture.drafts()).map(({ text }) => text)).toEqual([everything.text])
    expect(await client.pins.list(someWalkId)).toEqual([])
    await client.runner.runOnce()
    expect(names(api)).toEqual([])
    expect((await client.capture.save(again)).ok).toBe(true)
    await client.runner.runOnce()
    expect(api.pushes.at(-1)?.mutations[0]?.args).toMatchObject(everything)
  })

  test.each(['is on its way', 'has arrived'])(
    'withdraws a pin that %s, and gives a draft of its own with everything, photos included',
    async (state) => {
      const api = new ScriptedApi()
      const client = await joinedClient(api)
      const { onPush } = api
      if (state === 'is on its way') api.onPush = () => noNetwork()
      const draft = await saveEverything(client)
      await client.runner.runOnce()
      const again = await reopened(client, draft.observationId)
      api.onPush = onPush
      expect(again).toMatchObject({ ...everything, position: draft.position })
      expect(again.observationId).not.toBe(draft.observationId)
      await client.runner.runOnce()
      expect(api.observations.get(draft.observationId)?.isWithdrawn).toBe(true)
      expect(await listed(client)).toEqual([])
      const [kept] = await client.capture.drafts()
      expect(kept).toEqual(again)
      expect((await client.capture.save(again)).ok).toBe(true)
      await client.runner.runOnce()
      expect(api.observations.get(again.observationId)).toMatchObject(everything)
      expect(api.observations.get(again.observationId)?.photos).toHaveLength(1)
      expect((await client.capture.photoBytes(again.photoIds[0] ?? ''))?.length).toBe(600_000)
    },
  )

  test('does not send the photos of a pin that was taken back before they left the phone', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [50])
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await reopened(client, pinId)
    api.onPush = onPush
    await client.runner.runOnce()
    expect(api.requests.some(({ path }) => path.includes(photoIds[0] ?? '?'))).toBe(false)
  })

  test('deletes the photos with a pin that the server knows when it is refused after it was withdrawn', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [50])
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await client.capture.withdraw(pinId)
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        index === 0 ? { ...result, status: 'refused', code: 'outside-area' } : result,
      )
    expect(await client.runner.runOnce()).toEqual({ kind: 'done' })
    api.onPush = onPush
    expect(await client.pins.list(someWalkId)).toEqual([])
    expect(await client.capture.photoBytes(photoIds[0] ?? '')).toBeUndefined()
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('leaves nothing to mend when the pin that was being sent is refused', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await reopened(client, draft.observationId)
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        index === 0 ? { ...result, status: 'refused', code: 'outside-area' } : result,
      )
    await client.runner.runOnce()
    api.onPush = onPush
    expect(await client.pins.list(someWalkId)).toEqual([])
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
    expect(await client.capture.drafts()).toHaveLength(1)
  })

  test('turns a refused pin back into the draft that it was', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    api.onPush = (body) =>
      api.applied(body, (result) => ({ ...result, status: 'refused', code: 'outside-area' }))
    await client.runner.runOnce()
    const again = await reopened(client, draft.observationId)
    expect(again).toMatchObject({ ...everything, observationId: draft.observationId })
    expect(await client.pins.list(someWalkId)).toEqual([])
    await client.runner.recount()
    expect(client.runner.state.needsAttention).toBe(0)
  })
})

describe('the author’s withdrawal of a pin', () => {
  async function withdrawn(client: TestClient) {
    const draft = await saveEverything(client)
    await client.runner.runOnce()
    await client.capture.withdraw(draft.observationId)
    return draft
  }

  test('is still known on this phone as the author’s own after the rows have lost the pin', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    await client.runner.runOnce()
    expect(api.observations.get(observationId)?.isWithdrawn).toBe(true)
    const shown = await pin(client, observationId)
    expect(shown.observation).toMatchObject({ isWithdrawn: true, withdrawnByAuthor: true })
    expect(shown.observation.text).toBe(everything.text)
  })

  test('is reverted without any request when it was never sent', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    expect((await client.capture.restore(observationId)).ok).toBe(true)
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
    expect((await pin(client, observationId)).observation.isWithdrawn).toBe(false)
  })

  test('is reverted when it was sent, at once on this phone and then on the server', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    await client.runner.runOnce()
    expect((await client.capture.restore(observationId)).ok).toBe(true)
    expect((await listed(client)).map(({ id }) => id)).toEqual([observationId])
    expect((await pin(client, observationId)).delivery).toBe('on-phone')
    await client.runner.runOnce()
    expect(api.observations.get(observationId)).toMatchObject({ ...everything, isWithdrawn: false })
    expect((await pin(client, observationId)).delivery).toBe('received')
    expect(await listed(client)).toHaveLength(1)
  })

  test('can be made and reverted again and again', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    for (const isWithdrawn of [false, true, false]) {
      await client.runner.runOnce()
      const act = isWithdrawn ? client.capture.withdraw : client.capture.restore
      expect((await act(observationId)).ok).toBe(true)
      await client.runner.runOnce()
      expect(api.observations.get(observationId)?.isWithdrawn).toBe(isWithdrawn)
      expect((await pin(client, observationId)).observation.isWithdrawn).toBe(isWithdrawn)
    }
  })
})
