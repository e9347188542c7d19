import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { OutboxEntry } from '../../../client/local/outbox/outbox-entry.ts'
import { photoChunkBytes, type PhotoRecord } from '../../../client/local/outbox/photo-record.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { humlebakken } from '../../support/browser/browser.ts'

export interface PlantedPins {
  count: number
  /** Default: the walk that the phone is in. */
  space?: string
  /** Default: a lamp that is out. */
  category?: string
  /** Of the n-th pin, counted from 1. */
  text: (n: number) => string
  photosEach?: number
  /** The bytes of every photo: a picture the server can read, if it is to be stored. */
  photo?: Buffer
  /** Of the n-th pin, counted from 1; absent: a grid of some two metres at Humlebakken. */
  placeOf?: (n: number) => { longitude: number; latitude: number } | undefined
  /** All on one spot, instead of each two metres from the next. */
  onOneSpot?: true
  /** Bytes of every photo that the phone believes sent; default none. */
  sentOffset?: number
}

/** Where an outbox stands: the walk of its phone and the last number given out. */
interface OutboxPoint {
  space: string
  sequence: number
}

/**
 * Queues pins that were never sent, as the app itself would have saved them, in the frozen format of its outbox; the phone must
 * have joined a walk. Other pages of the phone are not notified: reload them. Returns the ids of the pins.
 */
export async function plantPins(page: Page, plan: PlantedPins): Promise<string[]> {
  const { sequence, ...at } = await page.evaluate(readPoint)
  const space = plan.space ?? at.space
  const entries: OutboxEntry[] = []
  const photos: PhotoRecord[] = []
  for (let n = 1; n <= plan.count; n += 1) {
    const clientSeq = sequence + n
    const ids = Array.from({ length: plan.photosEach ?? 0 }, someUuid)
    const entry = entryOf(plan, { n, clientSeq, space, photoIds: ids })
    entries.push(entry)
    photos.push(...ids.map((photoId) => photoOf(plan, { photoId, entry })))
  }
  const bytes = [...pieces(plan.photo ?? Buffer.alloc(0))].map((piece) => piece.toString('base64'))
  await page.evaluate(write, { entries, photos, bytes, sequence: sequence + plan.count })
  return entries.map(({ entity }) => entity)
}

interface Numbered {
  n: number
  clientSeq: number
  space: string
  photoIds: string[]
}

/** A grid of some two metres, so that none lies on another; number 528 is its middle. */
const placeOf = (n: number) => ({
  longitude: humlebakken.longitude + ((n % 32) - 16) / 30_000,
  latitude: humlebakken.latitude + (Math.floor(n / 32) - 16) / 60_000,
})

function entryOf(plan: PlantedPins, { n, clientSeq, space, photoIds }: Numbered): OutboxEntry {
  const observationId = someUuid()
  const args = {
    observationId,
    category: plan.category ?? 'lys.slukket',
    position: { ...(plan.placeOf?.(n) ?? placeOf(plan.onOneSpot ? 528 : n)), source: 'map' },
    text: plan.text(n),
    photos: photoIds.map((photoId) => ({ photoId, ...announced(plan) })),
  }
  return {
    id: someUuid(),
    clientSeq,
    space,
    entity: observationId,
    name: 'observation.create',
    v: 1,
    argsText: JSON.stringify(args),
    hash: null,
    capturedAt: new Date().toISOString(),
    tzOffset: 60,
    clockOffset: null,
    state: 'queued',
    waitingSeq: clientSeq,
    nextAt: null,
    effectSeq: null,
    epoch: null,
    settledAt: null,
    problemText: null,
    seenText: null,
    replaces: null,
  }
}

function announced({ photo = Buffer.alloc(0) }: PlantedPins) {
  const sha256 = createHash('sha256').update(photo).digest('hex')
  return { sha256, size: photo.length, mime: 'image/jpeg' as const }
}

function photoOf(
  plan: PlantedPins,
  { photoId, entry }: { photoId: string; entry: OutboxEntry },
): PhotoRecord {
  const facts = announced(plan)
  return {
    ...facts,
    photoId,
    observationId: entry.entity,
    space: entry.space,
    width: 320,
    height: 240,
    chunks: Math.ceil(facts.size / photoChunkBytes),
    state: 'waiting',
    announcedSeq: entry.clientSeq,
    waitingSeq: entry.clientSeq,
    sentOffset: plan.sentOffset ?? 0,
    startOvers: 0,
    problemText: null,
    sentAt: null,
  }
}

function* pieces(photo: Buffer): Generator<Buffer> {
  for (let at = 0; at < photo.length; at += photoChunkBytes) {
    yield photo.subarray(at, at + photoChunkBytes)
  }
}

/** Runs in the page. */
async function readPoint(): Promise<OutboxPoint> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-outbox')
    opening.onsuccess = () => resolve(opening.result)
  })
  const identity = database.transaction('identity').objectStore('identity')
  const fact = (key: string) =>
    new Promise<unknown>((resolve) => {
      const reading = identity.get(key)
      reading.onsuccess = () => resolve(JSON.parse(String(reading.result)))
    })
  const [space, sequence] = await Promise.all([fact('current-walk'), fact('sequence')])
  database.close()
  return { space: String(space), sequence: Number(sequence) }
}

interface Planting {
  entries: OutboxEntry[]
  photos: PhotoRecord[]
  /** Base64, the same for every photo. */
  bytes: string[]
  sequence: number
}

/** Runs in the page. */
async function write({ entries, photos, bytes, sequence }: Planting): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-outbox')
    opening.onsuccess = () => resolve(opening.result)
  })
  const stores = ['mutation', 'photo', 'photoChunk', 'identity']
  const transaction = database.transaction(stores, 'readwrite')
  const chunks = bytes.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer)
  for (const entry of entries) transaction.objectStore('mutation').put(entry)
  for (const photo of photos) {
    transaction.objectStore('photo').put(photo)
    for (const [index, chunk] of chunks.entries()) {
      transaction.objectStore('photoChunk').put(chunk, [photo.photoId, index])
    }
  }
  transaction.objectStore('identity').put(JSON.stringify(sequence), 'sequence')
  await new Promise((resolve) => {
    transaction.oncomplete = resolve
  })
  database.close()
}
