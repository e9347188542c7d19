import { describe, expect, test } from 'vitest'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import {
  makePreparedPhoto,
  savePin,
  savePinWithPhotos,
} from '../../../support/phones/make-draft.ts'
import { letItRun } from '../../../support/phones/virtual-clock.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { photoServer, type PhotoServer } from '../../../support/phones/photo-script.ts'
import { seededRandom } from '../../../support/seeded-random.ts'
import {
  html,
  joinedClient,
  problem,
  ScriptedApi,
  type SeenRequest,
} from '../../../support/phones/scripted-api.ts'

const kilobyte = 1024
/** True when the server has exactly the bytes of the first photo of a pin. */
const isWhole = (server: PhotoServer, photoId = '', size = 0) =>
  server.stored.get(photoId)?.equals(new Uint8Array(makePreparedPhoto(size, 1).bytes)) ?? false

async function sendAll(client: TestClient, cycles = 40): Promise<void> {
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const { kind } = await client.runner.runOnce()
    if (kind === 'done' && client.runner.state.waiting === 0) return
  }
}

const isPatch = ({ method }: SeenRequest) => method === 'PATCH'
const pieces = (api: ScriptedApi) =>
  api.requests.filter(isPatch).map(({ body }) => (body as Uint8Array).length / kilobyte)

async function states(client: TestClient, pinId: string) {
  return (await client.pins.get(pinId))?.photos.map(({ state, sentBytes }) => [state, sentBytes])
}

/** A cycle whose last request is never answered. */
async function cycleOfSilence(client: TestClient): Promise<void> {
  const running = client.runner.runOnce()
  await letItRun(300)
  await client.clock.advance(15_000)
  expect(await running).toMatchObject({ kind: 'failed' })
}

describe('uploading photos', () => {
  test('sends text first, then photos in chunks that grow to a megabyte', async () => {
    const api = new ScriptedApi()
    const server = photoServer(api)
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [2_500 * kilobyte])
    await sendAll(client)
    expect(api.requests.map(({ method, path }) => `${method} ${path.split('/')[2]}`)).toEqual([
      'POST walks',
      // Push, pull, and what the phone still holds.
      'POST sync',
      'POST sync',
      'POST sync',
      'PATCH photos',
      'PATCH photos',
      'PATCH photos',
      'PATCH photos',
    ])
    expect(pieces(api)).toEqual([256, 512, 1024, 708])
    expect(isWhole(server, photoIds[0], 2_500 * kilobyte)).toBe(true)
    expect(await states(client, pinId)).toEqual([['sent', 2_500 * kilobyte]])
  })

  test('G1: sends at most one chunk again for each interruption', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const random = seededRandom(seed)
      const api = new ScriptedApi()
      const server = photoServer(api)
      let interruptions = 0
      server.fault = (request) => {
        if (!isPatch(request) || !random.chance(0.35)) return 'none'
        interruptions += 1
        return random.pick(['lost', 'answer-lost', 'cut-body'] as const)
      }
      const client = await joinedClient(api, { random })
      const size = 900 * kilobyte
      const { photoIds } = await savePinWithPhotos(client, [size])
      await sendAll(client)
      expect(isWhole(server, photoIds[0], size)).toBe(true)
      const sent = pieces(api).reduce((sum, piece) => sum + piece * kilobyte, 0)
      const largest = Math.max(...pieces(api)) * kilobyte
      expect(sent - size).toBeLessThanOrEqual(interruptions * largest)
    }
  })

  test('F8: continues in a new page at the offset of the server, not of its own memory', async () => {
    const api = new ScriptedApi()
    const server = photoServer(api)
    const disk = new PhoneDisk()
    const first = await joinedClient(api, { disk })
    const { photoIds } = await savePinWithPhotos(first, [900 * kilobyte])
    server.fault = (_request, number) => (number === 2 ? 'answer-lost' : 'none')
    await first.runner.runOnce()
    first.life.kill()
    const second = buildClient({ fetch: api.fetch, disk })
    await sendAll(second)
    expect(server.bytesReceived).toBe(900 * kilobyte)
    expect(server.stored.has(photoIds[0] ?? '')).toBe(true)
  })

  test('G2: learns by HEAD that the photo is complete when the answer to the last chunk is lost', async () => {
    const api = new ScriptedApi()
    const server = photoServer(api)
    const client = await joinedClient(api)
    await savePinWithPhotos(client, [100])
    server.fault = (request, number) => (isPatch(request) && number === 1 ? 'answer-lost' : 'none')
    await sendAll(client)
    expect(
      api.requests.filter(({ path }) => path.startsWith('/api/photos')).map(({ method }) => method),
    ).toEqual(['PATCH', 'HEAD'])
    expect(server.bytesReceived).toBe(100)
    expect(client.runner.state.waiting).toBe(0)
  })

  test('G3: detects a damaged chunk and sends it again', async () => {
    const api = new ScriptedApi()
    const server = photoServer(api)
    const client = await joinedClient(api)
    const { photoIds } = await savePinWithPhotos(client, [600 * kilobyte])
    server.fault = (_request, number) => (number === 2 ? 'corrupt' : 'none')
    await sendAll(client)
    expect(isWhole(server, photoIds[0], 600 * kilobyte)).toBe(true)
  })

  test('G3: starts over once for a photo that is complete and wrong, then needs the person', async () => {
    const api = new ScriptedApi()
    const hashes = new Map<string, string>()
    photoServer(api, hashes)
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [300 * kilobyte])
    hashes.set(photoIds[0] ?? '', '0'.repeat(64))
    await sendAll(client)
    expect(pieces(api)).toEqual([256, 44, 300])
    // The text has arrived: only the photo is in trouble.
    expect(await client.pins.get(pinId)).toMatchObject({
      delivery: 'received',
      photos: [{ state: 'rejected', problem: { code: 'photo-hash' } }],
    })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
    hashes.clear()
    await client.capture.retry(pinId)
    await sendAll(client)
    expect(await states(client, pinId)).toEqual([['sent', 300 * kilobyte]])
  })

  test('needs nobody any more after a photo that could not be used was deleted, and its text stays received', async () => {
    const api = new ScriptedApi()
    const hashes = new Map<string, string>()
    photoServer(api, hashes)
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [300 * kilobyte, 100 * kilobyte])
    const [broken = ''] = photoIds
    hashes.set(broken, '0'.repeat(64))
    await sendAll(client)
    expect(client.runner.state.needsAttention).toBe(1)
    await client.capture.forgetPhoto(pinId, broken)
    await sendAll(client)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
    expect(await client.pins.get(pinId)).toMatchObject({ delivery: 'received' })
    expect(await states(client, pinId)).toEqual([['sent', 100 * kilobyte]])
    expect(await client.capture.photoBytes(broken)).toBeUndefined()
    const draft = await client.capture.draftOf(pinId)
    expect(draft?.photoIds).toEqual([photoIds[1]])
  })

  test('G4: sends a photo that was added later after its own announcement', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    const client = await joinedClient(api)
    const pinId = await savePin(client)
    await client.runner.runOnce()
    const added = await client.capture.addPhotoTo(pinId, makePreparedPhoto(50))
    expect(added.ok).toBe(true)
    await sendAll(client)
    expect(api.pushes.at(-1)?.mutations[0]?.name).toBe('photo.announce')
    expect(await states(client, pinId)).toEqual([['sent', 50]])
  })

  test('queues again bytes that the server misses and this phone believed sent, while they are here', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    const client = await joinedClient(api)
    const { pinId, photoIds } = await savePinWithPhotos(client, [50])
    await client.runner.runOnce()
    expect(await states(client, pinId)).toEqual([['sent', 50]])
    const fresh = photoServer(api)
    await client.runner.runOnce()
    expect(fresh.stored.has(photoIds[0] ?? '')).toBe(true)
    // The row still says `announced`; the photo is not requested again at once.
    const before = api.requests.length
    await client.runner.runOnce()
    expect(api.requests.slice(before).some(({ path }) => path.includes('photos'))).toBe(false)
  })

  test('shows a photo that the server could not read, and counts it as needing the person', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    const client = await joinedClient(api)
    const { pinId } = await savePinWithPhotos(client, [50])
    await client.runner.runOnce()
    const observation = api.observations.get(pinId)
    if (!observation) throw new Error('not on the server')
    const photos = observation.photos.map((photo) => ({ ...photo, state: 'rejected' as const }))
    const clientId = observation.authorClientId ?? ''
    api.feed.put({ ...observation, photos }, { kind: 'device', clientId, role: 'walker' })
    await client.clock.advance(11 * 60_000)
    await client.runner.runOnce()
    expect((await client.pins.get(pinId))?.photos).toMatchObject([
      { state: 'rejected', problem: { code: 'photo-unreadable' } },
    ])
    expect(client.runner.state.needsAttention).toBe(1)
  })

  test('shrinks chunks to 32 KB by timeouts', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePinWithPhotos(client, [600 * kilobyte])
    api.onPhoto = () => new Promise<Response>(() => undefined)
    for (let cycle = 0; cycle < 5; cycle += 1) {
      await cycleOfSilence(client)
    }
    expect(pieces(api)).toEqual([256])
    api.onPhoto = (_body, request) =>
      isPatch(request)
        ? new Promise<Response>(() => undefined)
        : problem({ status: 404, code: 'not-found' })
    api.requests.length = 0
    for (let cycle = 0; cycle < 5; cycle += 1) {
      await cycleOfSilence(client)
    }
    expect(pieces(api)).toEqual([128, 64, 32, 32, 32])
  })

  test('does not block the other photos when the server fails on one', async () => {
    const api = new ScriptedApi()
    const server = photoServer(api)
    const client = await joinedClient(api)
    const { photoIds } = await savePinWithPhotos(client, [10, 20])
    const first = photoIds.find((id) => id !== undefined) ?? ''
    const good = api.onPhoto
    api.onPhoto = (body, request) =>
      request.path.endsWith(first) ? html(500) : good(body, request)
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(server.stored.size).toBe(1)
  })

  test('sends new text before the next chunk of a photo', async () => {
    const api = new ScriptedApi()
    const server: PhotoServer = photoServer(api)
    const client = await joinedClient(api)
    client.sync.start()
    client.sync.stop()
    await savePinWithPhotos(client, [3_000 * kilobyte])
    server.fault = (_request, number) => {
      if (number === 2) client.runner.noteNewWork()
      return 'none'
    }
    expect(await client.runner.runOnce()).toEqual({ kind: 'more' })
    expect(pieces(api).length).toBe(2)
  })
})
