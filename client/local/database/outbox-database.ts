import type { Uuid } from '../../../shared/identifiers.ts'
import { createPhoneDatabase, type PhoneDatabase } from './phone-database.ts'
import { PhoneFullError } from './storage-errors.ts'
import { makeId, phoneTime, type PhoneEnvironment } from '../phone/phone-environment.ts'

export const outboxName = 'lygte-outbox'
const markerKey = 'lygte-outbox'

/**
 * The durable database. Its schema is frozen at version 1 for ever: any later app must be able to send what any earlier one has
 * written. Values are plain records of text and numbers, JSON text, and ArrayBuffers.
 */
export const outboxStores = [
  'mutation',
  'draft',
  'photo',
  'photoChunk',
  'ballast',
  'identity',
] as const

/** Outlives the database, so that its disappearance is noticed (A8). */
interface Marker {
  clientId: Uuid
  /** Highest running number that was ever assigned: numbering continues after it, and the server sees the gap (K5). */
  highestSeq: number
}

/** Who needs room: photos never use the reserve that is kept for text. */
export type RoomFor = 'text' | 'photo'

export interface OutboxDatabase extends PhoneDatabase {
  /** Like `write`, for photos. */
  writePhoto: PhoneDatabase['write']
  /** Writes without trying to make room: for deletions. */
  writeBare: PhoneDatabase['write']
  /** Sets the function that makes room when the phone is full; it returns whether anything was deleted. */
  onFull: (makeRoom: (purpose: RoomFor) => Promise<boolean>) => void
  /** Stores the highest running number outside the database; call it after its transaction has completed. */
  mark: (marker: Marker) => void
  /** For a person who wants everything deleted: its absence is no loss then. */
  forgetMarker: () => void
}

export function openOutboxDatabase(environment: PhoneEnvironment): OutboxDatabase {
  const database = createPhoneDatabase({
    name: outboxName,
    version: 1,
    build: (raw, transaction) => build({ raw, transaction, environment }),
    durability: 'strict',
    indexedDB: environment.indexedDB,
    clock: environment.clock,
  })
  let makeRoom = (_purpose: RoomFor): Promise<boolean> => Promise.resolve(false)
  const insist =
    (purpose: RoomFor): PhoneDatabase['write'] =>
    async (stores, work) => {
      for (;;) {
        try {
          return await database.write(stores, work)
        } catch (error) {
          if (!(error instanceof PhoneFullError) || !(await makeRoom(purpose))) throw error
        }
      }
    }
  return {
    ...database,
    write: insist('text'),
    writePhoto: insist('photo'),
    writeBare: database.write,
    onFull: (maker) => {
      makeRoom = maker
    },
    mark: (marker) => writeMarker(environment, marker),
    forgetMarker: () => environment.marker?.removeItem(markerKey),
  }
}

interface Building {
  raw: IDBDatabase
  transaction: IDBTransaction
  environment: PhoneEnvironment
}

function build({ raw, transaction, environment }: Building): void {
  const mutation = raw.createObjectStore('mutation', { keyPath: 'id' })
  mutation.createIndex('entity', 'entity')
  mutation.createIndex('state', 'state')
  mutation.createIndex('seq', 'clientSeq')
  mutation.createIndex('waiting', ['space', 'waitingSeq'])
  raw.createObjectStore('draft', { keyPath: 'observationId' })
  const photo = raw.createObjectStore('photo', { keyPath: 'photoId' })
  photo.createIndex('observation', 'observationId')
  photo.createIndex('state', 'state')
  photo.createIndex('waiting', 'waitingSeq')
  raw.createObjectStore('photoChunk')
  raw.createObjectStore('ballast')
  raw.createObjectStore('identity')
  writeIdentity(transaction.objectStore('identity'), environment)
}

/**
 * A marker without a database means that an outbox has vanished: the loss is reported, and the app never starts clean in silence.
 */
function writeIdentity(identity: IDBObjectStore, environment: PhoneEnvironment): void {
  const marker = readMarker(environment)
  identity.put(JSON.stringify(marker?.clientId ?? makeId(environment)), 'client')
  identity.put(JSON.stringify(marker?.highestSeq ?? 0), 'sequence')
  if (!marker || marker.highestSeq === 0) {
    identity.put(JSON.stringify({ held: [], dueCount: 0 }), 'account-told')
    return
  }
  identity.put(JSON.stringify(marker.highestSeq + 1), 'known-from')
  const loss = { detectedAt: phoneTime(environment), savedBefore: marker.highestSeq }
  identity.put(JSON.stringify(loss), 'loss')
}

function readMarker(environment: PhoneEnvironment): Marker | undefined {
  try {
    const text = environment.marker?.getItem(markerKey)
    return text ? (JSON.parse(text) as Marker) : undefined
  } catch {
    // Storage may be forbidden altogether; then a loss cannot be told from a first start.
    return undefined
  }
}

/** Another tab may have stored a higher number meanwhile: it must not decrease, or a number would be assigned twice. */
function writeMarker(environment: PhoneEnvironment, { clientId, highestSeq }: Marker): void {
  const known = readMarker(environment)
  const least = known?.clientId === clientId ? known.highestSeq : 0
  const marker: Marker = { clientId, highestSeq: Math.max(highestSeq, least) }
  try {
    environment.marker?.setItem(markerKey, JSON.stringify(marker))
  } catch {
    // Full or forbidden: the outbox itself is what counts.
  }
}
