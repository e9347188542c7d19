import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import {
  formOf,
  openOutbox,
  restoreFixture,
  type DatabaseFixture,
} from '../../../support/phones/outbox-fixture.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { photoServer } from '../../../support/phones/photo-script.ts'
import { joinedClient, ScriptedApi } from '../../../support/phones/scripted-api.ts'

/** One file for each released form; there is one form, for ever. Made by `captureFixture`. */
const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/outbox-v1.json', import.meta.url), 'utf8'),
) as DatabaseFixture

describe('the format of the outbox', () => {
  test('A9: a new outbox has the frozen form of version 1', async () => {
    const disk = new PhoneDisk()
    await savePin(await joinedClient(new ScriptedApi(), { disk }))
    const database = await openOutbox(disk.indexedDB)
    expect(database.version).toBe(1)
    expect(formOf(database)).toEqual(fixture.stores)
  })

  test('A9: everything in an outbox of the first release is shown and sent, in its order', async () => {
    const disk = new PhoneDisk()
    await restoreFixture(disk.indexedDB, fixture)
    const api = new ScriptedApi()
    const photos = photoServer(api)
    const client = buildClient({ fetch: api.fetch, disk })

    const before = await client.pins.list(someWalkId)
    const texts = before.map(({ observation, delivery }) => [observation.text, delivery])
    expect(texts.toSorted()).toEqual([
      ['afvist', 'refused'],
      ['i kø', 'on-phone'],
      ['modtaget', 'received'],
      ['parkeret', 'parked'],
      ['rettet efter første forsøg', 'on-phone'],
      ['trukket', 'on-phone'],
    ])
    expect((await client.capture.drafts())[0]?.text).toBe('kladde')

    expect(await client.runner.runOnce()).toEqual({ kind: 'done' })
    const sent = api.pushes.flatMap(({ mutations }) => mutations)
    expect(sent.map(({ clientSeq }) => clientSeq)).toEqual([4, 5, 6, 7, 8, 9, 10])
    const kept = fixture.records['mutation'] ?? []
    const ids = kept.map(({ key }) => key)
    expect(sent.every(({ id }) => ids.includes(id))).toBe(true)
    expect([...photos.stored.values()].map((bytes) => bytes.length).toSorted()).toEqual([200, 300])
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
  })

  test('I2: work of a newer app is kept and exported, though this app does not know it', async () => {
    const disk = new PhoneDisk()
    const future = structuredClone(fixture)
    for (const { value } of future.records['mutation'] ?? []) {
      const entry = value as { state: string; v: number }
      if (entry.state === 'sending') entry.v = 9
    }
    await restoreFixture(disk.indexedDB, future)
    const api = new ScriptedApi()
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        body.mutations[index]?.v === 9
          ? { id: result.id, status: 'refused', code: 'unknown-mutation' }
          : result,
      )
    const client = buildClient({ fetch: api.fetch, disk })
    expect(await client.runner.runOnce()).toEqual({ kind: 'done' })
    expect(client.runner.state.waiting).toBeGreaterThanOrEqual(6)
    expect(client.runner.state.needsAttention).toBe(1)
    expect((await client.capture.exportZip(() => '')).size).toBeGreaterThan(1_000)
  })
})
