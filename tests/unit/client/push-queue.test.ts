import { describe, expect, test } from 'vitest'
import { isWaiting, type OutboxEntry } from '../../../client/local/outbox-entry.ts'
import type { TestClient } from '../../support/build-client.ts'
import { savePin } from '../../support/make-draft.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../support/scripted-api.ts'

async function pins(client: TestClient, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) ids.push(await savePin(client))
  return ids
}

const entries = async (client: TestClient): Promise<OutboxEntry[]> =>
  (await client.context.outbox.read(['mutation'], (tx) =>
    tx.objectStore('mutation').getAll(),
  )) as OutboxEntry[]

describe('a queue longer than one request', () => {
  test('is frozen further while the server works, never beyond the next request', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await pins(client, 130)
    const frozen: number[] = []
    api.onPush = async (body) => {
      const isFrozen = async () =>
        (await entries(client)).filter(({ hash }) => hash !== null).length
      // The answer is held back until the next request stands ready, or the queue has ended.
      const due = Math.min(130, 50 * (api.pushes.length + 1))
      while ((await isFrozen()) < due) await new Promise(setImmediate)
      frozen.push(await isFrozen())
      return api.applied(body)
    }
    expect((await client.runner.runOnce()).kind).toBe('done')
    expect(frozen).toEqual([100, 130, 130])
    expect(api.pushedIds.length).toBe(130)
    expect(new Set(api.pushedIds).size).toBe(130)
  })

  test('B7: sends nothing of an observation before the answer to what was sent of it', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const [first = ''] = await pins(client, 60)
    await client.capture.comment(first, 'efter de andre')
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        api.pushes.length === 1 && index === 0
          ? { id: result.id, status: 'refused', code: 'unknown-mutation' }
          : result,
      )
    await client.runner.runOnce()
    const names = api.pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))
    expect(names.filter((name) => name === 'observation.comment')).toEqual([])
    expect((await entries(client)).filter(isWaiting).length).toBe(2)
  })

  test('goes on where the connection broke: what was answered is written down, the rest is sent again as it was', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await pins(client, 120)
    api.onPush = (body) => (api.pushes.length === 2 ? noNetwork() : api.applied(body))
    expect((await client.runner.runOnce()).kind).toBe('failed')
    expect((await entries(client)).filter(isWaiting).length).toBe(70)
    expect((await client.runner.runOnce()).kind).toBe('done')
    const [, broken, again] = api.pushes
    expect(again?.mutations).toEqual(broken?.mutations)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })
})
