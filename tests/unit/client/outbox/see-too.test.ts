import { expect, test } from 'vitest'
import { addToExisting } from '../../../../client/features/capture/duplicates/add-to-existing.ts'
import { PhoneFullError } from '../../../../client/local/database/storage-errors.ts'
import { ownSeenToo, seenCount } from '../../../../shared/observation/seen/seen-count.ts'
import { makeDraft, makePreparedPhoto, savePin } from '../../../support/phones/make-draft.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const sent = ({ pushes }: ScriptedApi, from = 0) =>
  pushes.slice(from).flatMap(({ mutations }) => mutations.map(({ name, args }) => ({ name, args })))

/** A phone that has the pin of somebody else, and nothing to send. */
async function withPinOfAnother() {
  const api = new ScriptedApi()
  const stranger = await joinedClient(api, {})
  const id = await savePin(stranger)
  await stranger.runner.runOnce()
  const reader = { kind: 'device', clientId: 'somebody else', role: 'walker' } as const
  const observation = api.observations.get(id)
  if (observation) api.feed.put(observation, reader)
  const client = await joinedClient(api)
  await client.runner.runOnce()
  return { api, client, id, before: api.pushes.length }
}

test('seeing a pin too is shown at once as saved and not as sent, and several presses are sent as one', async () => {
  const { api, client, id, before } = await withPinOfAnother()
  api.onPush = () => noNetwork()
  expect((await client.capture.respond(id, { sees: true })).ok).toBe(true)
  const { observation, delivery } = await pin(client, id)
  expect([seenCount(observation), delivery]).toEqual([2, 'on-phone'])
  await client.capture.respond(id, { sees: true, feeling: 2 })
  const felt = await pin(client, id)
  expect(seenCount(felt.observation)).toBe(2)
  expect(ownSeenToo(felt.observation)?.feeling).toBe(2)
  await client.runner.runOnce()
  expect(sent(api, before)).toEqual([
    { name: 'observation.see-too', args: { observationId: id, sees: true, feeling: 2 } },
  ])
})

test('taking it back before it was sent leaves no trace, and takes an unsent photo with it', async () => {
  const { api, client, id, before } = await withPinOfAnother()
  await client.capture.respond(id, { sees: true })
  expect((await client.capture.addPhotoTo(id, makePreparedPhoto())).ok).toBe(true)
  expect((await pin(client, id)).photos).toHaveLength(1)
  await client.capture.respond(id, { sees: false })
  const back = await pin(client, id)
  expect([seenCount(back.observation), back.photos, back.delivery]).toEqual([1, [], 'from-others'])
  await client.runner.runOnce()
  expect(sent(api, before)).toEqual([])
})

test('taking it back after it was tried is sent after it, and the order of both is kept', async () => {
  const { api, client, id } = await withPinOfAnother()
  const { onPush } = api
  api.onPush = () => noNetwork()
  await client.capture.respond(id, { sees: true, feeling: 4 })
  await client.runner.runOnce()
  await client.capture.respond(id, { sees: false })
  expect(seenCount((await pin(client, id)).observation)).toBe(1)
  const tried = api.pushes.length
  api.onPush = onPush
  await client.runner.runOnce()
  expect(sent(api, tried).map(({ args }) => args)).toMatchObject([{ sees: true }, { sees: false }])
})

test('a person shows a pin of somebody else by a photo only after saying to see it, and never sees the own pin too', async () => {
  const { client, id } = await withPinOfAnother()
  expect(await client.capture.addPhotoTo(id, makePreparedPhoto())).toMatchObject({
    problem: { code: 'not-yours' },
  })
  const own = await savePin(client)
  expect(await client.capture.respond(own, { sees: true })).toMatchObject({
    problem: { code: 'not-allowed' },
  })
})

test('a draft that joins a pin of somebody else says that its person sees it too and how it feels, and of an own pin says nothing new', async () => {
  const { client, id } = await withPinOfAnother()
  const draft = makeDraft(client, { text: '', feeling: 1 })
  expect(await addToExisting(client, id, draft)).toMatchObject({ value: { seesNow: true } })
  expect(ownSeenToo((await pin(client, id)).observation)?.feeling).toBe(1)
  const unfelt = { ...draft, feeling: null }
  expect(await addToExisting(client, id, unfelt)).toMatchObject({ value: { seesNow: false } })
  expect(ownSeenToo((await pin(client, id)).observation)?.feeling).toBe(1)
  const own = await savePin(client)
  expect(await addToExisting(client, own, draft)).toMatchObject({ value: { seesNow: false } })
  expect(seenCount((await pin(client, own)).observation)).toBe(1)
})

test('a draft that is joined again after one of its photos failed sends its comment and each photo once', async () => {
  const { api, client, id, before } = await withPinOfAnother()
  let draft = makeDraft(client)
  for (const seed of [1, 2]) {
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(1_000, seed))
    draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
  }
  let tries = 0
  const addPhotoTo: typeof client.capture.addPhotoTo = (...photo) => {
    tries += 1
    if (tries === 2) throw new PhoneFullError()
    return client.capture.addPhotoTo(...photo)
  }
  const failing = { capture: { ...client.capture, addPhotoTo }, pins: client.pins }
  await expect(addToExisting(failing, id, draft)).rejects.toThrow(PhoneFullError)
  expect((await addToExisting(failing, id, draft)).ok).toBe(true)
  await client.runner.runOnce()
  const names = sent(api, before).map(({ name }) => name)
  expect(names.filter((name) => name === 'observation.comment')).toHaveLength(1)
  expect(names.filter((name) => name === 'photo.announce')).toHaveLength(2)
})

test('a chosen stop and whom it was written for go with a pin that was not sent, and come back with its draft', async () => {
  const api = new ScriptedApi()
  const client = await joinedClient(api)
  const id = await savePin(client, { writtenFor: 'neighbour' })
  await client.capture.edit(id, { stop: 'none' })
  const draft = await client.capture.draftOf(id)
  expect(draft).toMatchObject({ stop: 'none', writtenFor: 'neighbour' })
  await client.runner.runOnce()
  expect(sent(api)).toMatchObject([{ args: { stop: 'none', writtenFor: 'neighbour' } }])
  await client.capture.edit(id, { stop: null })
  await client.runner.runOnce()
  expect(sent(api)[1]).toMatchObject({
    name: 'observation.edit',
    args: { changes: { stop: { base: 'none', value: null } } },
  })
})
