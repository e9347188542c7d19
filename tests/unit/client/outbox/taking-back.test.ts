import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../client/local/capture/draft.ts'
import type { TestClient } from '../../../support/phones/build-client.ts'
import {
  makeDraft,
  makePreparedPhoto,
  savePinWithPhotos,
} from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const names = ({ pushes }: ScriptedApi) =>
  pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))

const everything: Partial<Draft> = {
  category: 'lys.slukket',
  text: 'Lampen ved tunnelen er slukket',
  place: 'Gangtunnel Humlebakken',
  severity: 4,
  feeling: 2,
  ownerType: 'municipality',
}

/** Saves a pin with everything a person can say of it, and a photo of 600,000 bytes. */
async function saveEverything(client: TestClient) {
  const draft = makeDraft(client, everything)
  const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(600_000))
  const saved = await client.capture.save({ ...draft, photoIds: [photoId] })
  if (!saved.ok) throw new Error(saved.problem.code)
  return { ...draft, photoIds: [photoId] }
}

async function reopened(client: TestClient, pinId: string): Promise<Draft> {
  const outcome = await client.capture.reopen(pinId)
  if (!outcome.ok) throw new Error(outcome.problem.code)
  return outcome.value
}

const listed = async (client: TestClient) =>
  (await client.pins.list(someWalkId)).filter(({ observation }) => !observation.isWithdrawn)

describe('undoing a save', () => {
  test('gives the draft back with everything when the pin was never sent, and no server ever hears of it', async () => {
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

  test('takes the photos along when a pin of which the server has heard is refused after it was withdrawn', async () => {
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

  test('leaves nothing to mend when the pin that was on its way is refused', async () => {
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

  test('brings a refused pin back as the draft it was', async () => {
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

describe('an own withdrawal', () => {
  async function withdrawn(client: TestClient) {
    const draft = await saveEverything(client)
    await client.runner.runOnce()
    await client.capture.withdraw(draft.observationId)
    return draft
  }

  test('stays known on this phone as the own one after the rows have lost the pin', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    await client.runner.runOnce()
    expect(api.observations.get(observationId)?.isWithdrawn).toBe(true)
    const shown = await pin(client, observationId)
    expect(shown.observation).toMatchObject({ isWithdrawn: true, withdrawnByAuthor: true })
    expect(shown.observation.text).toBe(everything.text)
  })

  test('that was never sent is taken back without a word to the server', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { observationId } = await withdrawn(client)
    expect((await client.capture.restore(observationId)).ok).toBe(true)
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
    expect((await pin(client, observationId)).observation.isWithdrawn).toBe(false)
  })

  test('that was sent is taken back, at once on this phone and then on the server', async () => {
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

  test('can be made and taken back again and again', async () => {
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

describe('a deletion on this phone', () => {
  test('of an unsent pin gives everything back, and it is sent after all', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    const before = await pin(client, draft.observationId)
    const keepsake = await client.capture.discard(draft.observationId)
    expect(await client.pins.list(someWalkId)).toEqual([])
    await client.capture.putBack(keepsake)
    expect(await pin(client, draft.observationId)).toEqual(before)
    expect((await client.capture.photoBytes(draft.photoIds[0] ?? ''))?.length).toBe(600_000)
    await client.runner.runOnce()
    expect(api.observations.get(draft.observationId)).toMatchObject(everything)
  })

  test('of a draft gives the draft and its photos back', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client, everything)
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(600_000))
    const keepsake = await client.capture.discardDraft(draft.observationId)
    expect(await client.capture.photoBytes(photoId)).toBeUndefined()
    await client.capture.putBack(keepsake)
    expect((await client.capture.drafts())[0]).toMatchObject({ ...everything, photoIds: [photoId] })
    expect((await client.capture.photoBytes(photoId))?.length).toBe(600_000)
  })

  test('of one photo of a draft gives it back', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client, everything)
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto())
    const keepsake = await client.capture.removePhoto({ ...draft, photoIds: [photoId] }, photoId)
    expect((await client.capture.drafts())[0]?.photoIds).toEqual([])
    await client.capture.putBack(keepsake)
    expect((await client.capture.drafts())[0]?.photoIds).toEqual([photoId])
  })

  test('of what was refused of a pin the server has gives it back as it was', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    await client.runner.runOnce()
    await client.capture.edit(draft.observationId, { text: 'rettet' })
    api.onPush = (body) =>
      api.applied(body, (result) => ({ ...result, status: 'refused', code: 'stale' }))
    await client.runner.runOnce()
    const before = await pin(client, draft.observationId)
    const keepsake = await client.capture.discard(draft.observationId)
    await client.capture.putBack(keepsake)
    expect(await pin(client, draft.observationId)).toEqual(before)
  })
})

describe('a comment', () => {
  test('that was never sent can be taken back, and one that was sent stays', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const draft = await saveEverything(client)
    await client.runner.runOnce()
    for (const isSent of [false, true]) {
      const said = await client.capture.comment(draft.observationId, 'stadig mørkt')
      if (!said.ok) throw new Error(said.problem.code)
      if (isSent) await client.runner.runOnce()
      const back = await client.capture.takeBackComment(draft.observationId, said.value)
      expect(back).toEqual({ ok: true, value: !isSent })
      const { comments } = (await pin(client, draft.observationId)).observation
      expect(comments).toHaveLength(isSent ? 1 : 0)
    }
  })
})

describe('drafts on the phone', () => {
  test('stand beside each other, the one touched last first', async () => {
    const client = await joinedClient(new ScriptedApi())
    const first = makeDraft(client, { text: 'første', updatedAt: '2026-10-29T18:00:00.000Z' })
    const second = makeDraft(client, { text: 'anden', updatedAt: '2026-10-29T18:01:00.000Z' })
    await client.capture.saveDraft(second)
    await client.capture.saveDraft(first)
    expect((await client.capture.drafts()).map(({ text }) => text)).toEqual(['anden', 'første'])
  })

  test('that a page left in haste are taken over, and never older than what is stored', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const draft = makeDraft(client, { text: 'gam', updatedAt: '2026-10-29T18:00:00.000Z' })
    await client.capture.saveDraft(draft)
    const typed = { ...draft, text: 'gammel lampe', updatedAt: '2026-10-29T18:00:01.000Z' }
    client.capture.rescueDraft(typed)
    client.life.kill()
    const next = await joinedClient(new ScriptedApi(), { disk })
    expect((await next.capture.drafts()).map(({ text }) => text)).toEqual(['gammel lampe'])
    next.capture.rescueDraft(draft)
    expect((await next.capture.drafts()).map(({ text }) => text)).toEqual(['gammel lampe'])
    expect(disk.marker.getItem('lygte-draft')).toBeNull()
  })

  test('do not come back from haste once the pin is saved or the draft deleted', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const [saved, deleted] = [makeDraft(client), makeDraft(client)]
    client.capture.rescueDraft(saved)
    client.capture.rescueDraft(deleted)
    await client.capture.save(saved)
    await client.capture.discardDraft(deleted.observationId)
    expect(await client.capture.drafts()).toEqual([])
  })
})
