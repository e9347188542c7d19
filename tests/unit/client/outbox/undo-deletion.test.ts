import { describe, expect, test } from 'vitest'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import {
  everything,
  makeDraft,
  makePreparedPhoto,
  saveEverything,
} from '../../../support/phones/make-draft.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, ScriptedApi } from '../../../support/phones/scripted-api.ts'

describe('undoing a deletion on this phone', () => {
  test('restores an unsent pin with everything, and it is sent after all', async () => {
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

  test('restores a draft and its photos', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client, everything)
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(600_000))
    const keepsake = await client.capture.discardDraft(draft.observationId)
    expect(await client.capture.photoBytes(photoId)).toBeUndefined()
    await client.capture.putBack(keepsake)
    expect((await client.capture.drafts())[0]).toMatchObject({ ...everything, photoIds: [photoId] })
    expect((await client.capture.photoBytes(photoId))?.length).toBe(600_000)
  })

  test('restores one photo of a draft', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client, everything)
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto())
    const keepsake = await client.capture.removePhoto({ ...draft, photoIds: [photoId] }, photoId)
    expect((await client.capture.drafts())[0]?.photoIds).toEqual([])
    await client.capture.putBack(keepsake)
    expect((await client.capture.drafts())[0]?.photoIds).toEqual([photoId])
  })

  test('restores what was refused of a pin that the server has', async () => {
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
  test('can be undone when it was never sent, and stays when it was', async () => {
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
  test('exist beside each other, the latest first', async () => {
    const client = await joinedClient(new ScriptedApi())
    const first = makeDraft(client, { text: 'første', updatedAt: '2026-10-29T18:00:00.000Z' })
    const second = makeDraft(client, { text: 'anden', updatedAt: '2026-10-29T18:01:00.000Z' })
    await client.capture.saveDraft(second)
    await client.capture.saveDraft(first)
    expect((await client.capture.drafts()).map(({ text }) => text)).toEqual(['anden', 'første'])
  })

  test('that a page left abruptly are merged, and never older than what is stored', async () => {
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

  test('are not rescued again once the pin is saved or the draft deleted', async () => {
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
