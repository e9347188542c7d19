import { afterEach, describe, expect, test, vi } from 'vitest'
import type { OutboxEntry } from '../../../../client/local/outbox/outbox-entry.ts'
import type { PhotoRecord } from '../../../../client/local/outbox/photo-record.ts'
import { buildClient } from '../../../support/phones/build-client.ts'
import { savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { someUuid, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { openOutbox } from '../../../support/phones/outbox-fixture.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

afterEach(() => vi.restoreAllMocks())

/** Requests to the databases by store and kind, and how many records they brought, from now on. */
function watchDatabases() {
  const requests = new Map<string, number>()
  const note = (key: string, count = 1) => requests.set(key, (requests.get(key) ?? 0) + count)
  const watch = <T extends IDBObjectStore | IDBIndex>(
    prototype: T,
    nameOf: (target: T) => string,
  ) => {
    for (const kind of ['get', 'getAll', 'openCursor', 'count', 'put'] as const) {
      const original: unknown = Reflect.get(prototype, kind)
      if (typeof original !== 'function') continue
      vi.spyOn(prototype as IDBObjectStore, kind as 'get').mockImplementation(function (
        this: IDBObjectStore,
        ...args
      ) {
        const name = nameOf(this as IDBObjectStore & T)
        note(`${name} ${kind}`)
        const request = Reflect.apply(original, this, args) as IDBRequest<unknown>
        request.addEventListener('success', () => {
          if (Array.isArray(request.result)) note(`${name} records`, request.result.length)
        })
        return request
      })
    }
  }
  watch(IDBObjectStore.prototype, (store) => store.name)
  watch(IDBIndex.prototype, (index) => index.objectStore.name)
  return requests
}

/** A phone with so many queued pins of three photos each, made from one that was saved the usual way. */
async function phoneWith(pins: number): Promise<PhoneDisk> {
  const disk = new PhoneDisk()
  const client = await joinedClient(new ScriptedApi(), { disk })
  await savePinWithPhotos(client, [300, 300, 300])
  client.life.kill()
  const database = await openOutbox(disk.indexedDB)
  const transaction = database.transaction(
    ['mutation', 'photo', 'photoChunk', 'identity'],
    'readwrite',
  )
  const done = new Promise((resolve) => transaction.addEventListener('complete', resolve))
  const stores = (name: string) => transaction.objectStore(name)
  stores('mutation').getAll().onsuccess = ({ target }) => {
    const [entry] = (target as IDBRequest<OutboxEntry[]>).result
    stores('photo').getAll().onsuccess = (event) => {
      const photos = (event.target as IDBRequest<PhotoRecord[]>).result
      for (let seq = 2; entry && seq <= pins; seq += 1) {
        const entity = someUuid()
        const argsText = entry.argsText.replaceAll(entry.entity, entity)
        const facts = { id: someUuid(), clientSeq: seq, waitingSeq: seq, entity, argsText }
        stores('mutation').put({ ...entry, ...facts })
        for (const photo of photos) {
          const photoId = someUuid()
          const own = { photoId, observationId: entity, announcedSeq: seq, waitingSeq: seq }
          stores('photo').put({ ...photo, ...own })
          stores('photoChunk').put(new ArrayBuffer(300), [photoId, 0])
        }
      }
      stores('identity').put(String(pins), 'sequence')
    }
  }
  await done
  database.close()
  return disk
}

/** What the start, counting and the next save ask of the databases. */
async function work(pins: number) {
  const disk = await phoneWith(pins)
  const client = buildClient({ fetch: async () => noNetwork(), disk })
  const requests = watchDatabases()
  const since = () => {
    const taken = Object.fromEntries(requests)
    requests.clear()
    return taken
  }
  expect(await client.pins.list(someWalkId)).toHaveLength(pins)
  const start = since()
  await client.runner.recount()
  expect(client.runner.state.waiting).toBe(pins * 4)
  const count = since()
  await savePin(client)
  const save = since()
  vi.restoreAllMocks()
  return { start, count, save }
}

describe('A4: a thousand queued items with three photos each', () => {
  test('starting reads no bytes of photos, and counting and saving make no more requests than with an empty queue', async () => {
    const few = await work(1)
    const many = await work(1_000)
    // The list holds every pin, and of its photos the facts.
    expect(many.start).toMatchObject({ 'mutation records': 1_000, 'photo records': 3_000 })
    const asked = [many.start, many.count, many.save].flatMap((requests) => Object.keys(requests))
    expect(asked.filter((key) => key.startsWith('photoChunk'))).toEqual([])
    expect(many.count).toEqual(few.count)
    expect(many.save).toMatchObject({ 'mutation put': 1 })
    expect(many.save).toEqual(few.save)
  })
})
