import { afterEach, describe, expect, test, vi } from 'vitest'
import type { OutboxEntry } from '../../../client/local/outbox-entry.ts'
import type { PhotoRecord } from '../../../client/local/photo-record.ts'
import { buildClient } from '../../support/build-client.ts'
import { savePin, savePinWithPhotos } from '../../support/make-draft.ts'
import { someUuid, someWalkId } from '../../support/make-observation.ts'
import { openOutbox } from '../../support/outbox-fixture.ts'
import { PhoneDisk } from '../../support/phone-disk.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../support/scripted-api.ts'

afterEach(() => vi.restoreAllMocks())

/** Requests to the databases by store and kind, from now on. */
function countRequests() {
  const counts = new Map<string, number>()
  const kinds = ['get', 'getAll', 'openCursor', 'put', 'count'] as const
  const watch = (prototype: IDBObjectStore | IDBIndex, nameOf: (target: never) => string) => {
    for (const kind of kinds) {
      if (!(kind in prototype)) continue
      const original = prototype[kind as 'get']
      vi.spyOn(prototype, kind as 'get').mockImplementation(function (this: never, ...args) {
        const key = `${nameOf(this)} ${kind}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
        return original.apply(this, args)
      })
    }
  }
  watch(IDBObjectStore.prototype, (store: IDBObjectStore) => store.name)
  watch(IDBIndex.prototype, (index: IDBIndex) => index.objectStore.name)
  return counts
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

/** What start, list, count and the next save ask of the databases. */
async function work(pins: number) {
  const disk = await phoneWith(pins)
  const client = buildClient({ fetch: async () => noNetwork(), disk })
  const starting = countRequests()
  expect(await client.pins.list(someWalkId)).toHaveLength(pins)
  await client.runner.recount()
  expect(client.runner.state.waiting).toBe(pins * 4)
  const atStart = new Map(starting)
  starting.clear()
  await savePin(client)
  const inSave = new Map(starting)
  vi.restoreAllMocks()
  return { atStart, inSave }
}

describe('A4: a thousand queued items with three photos each', () => {
  test('starting reads no bytes of photos, and saving the next one asks as little as with an empty queue', async () => {
    const few = await work(1)
    const many = await work(1_000)
    for (const requests of [few.atStart, few.inSave, many.atStart, many.inSave]) {
      expect([...requests.keys()].filter((key) => key.startsWith('photoChunk'))).toEqual([])
    }
    expect(many.inSave.get('mutation put')).toBe(1)
    expect(many.inSave).toEqual(few.inSave)
    expect(many.atStart).toEqual(few.atStart)
  })
})
