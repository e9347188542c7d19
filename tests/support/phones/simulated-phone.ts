import { allEntries, allPhotos } from '../../../client/local/outbox/outbox-reads.ts'
import type { OutboxEntry } from '../../../client/local/outbox/outbox-entry.ts'
import {
  createPhoneDatabase,
  type PhoneDatabase,
} from '../../../client/local/database/phone-database.ts'
import type { PhotoRecord } from '../../../client/local/outbox/photo-record.ts'
import { readWalk, writeWalk } from '../../../client/local/walks/walk-memory.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import { buildClient, type TestClient } from './build-client.ts'
import { GivenAnswers } from '../convergence/answers.ts'
import type { InProcessApi, NetworkFault } from './in-process-api.ts'
import { networkFaults } from './in-process-api.ts'
import { PhoneDisk } from './phone-disk.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { VirtualClock } from './virtual-clock.ts'

/** The content of a phone's disk, read without the engine. */
export interface DiskContents {
  entries: OutboxEntry[]
  photos: (PhotoRecord & { storedChunks: number })[]
}

export interface SavedPhoto {
  entity: Uuid
  sha256: string
}

interface SimulatedPhoneOptions {
  name: string
  role: WalkRole
  random: SeededRandom
  connect: (cookies: Map<string, string>, decide: () => NetworkFault) => InProcessApi
}

/** A walker's phone in a simulation: the engine in its present life, the disk below, and what its person has done. */
export class SimulatedPhone {
  readonly name: string
  readonly role: WalkRole
  readonly disk = new PhoneDisk()
  readonly random: SeededRandom
  readonly clock: VirtualClock
  readonly api: InProcessApi
  readonly #raw: PhoneDatabase
  #lastRead: { at: string; contents: DiskContents } | undefined
  client: TestClient
  isOnline = true
  faultShare = 0
  deaths = 0
  /** What was reported to the person as saved, and has not been undone. */
  readonly saved = new Set<Uuid>()
  /** Own pins whose withdrawal was asked of the server. */
  readonly takenBack = new Set<Uuid>()
  /** Pins that its person has said to see too, and those where a later press has followed: what was never sent leaves no trace then. */
  readonly seenToo = new Set<Uuid>()
  readonly seenTooAgain = new Set<Uuid>()
  /** Ids of the mutations that say so. */
  readonly seenTooEntries = new Set<Uuid>()
  readonly savedPhotos = new Map<Uuid, SavedPhoto>()
  /** The newest text that this phone's person gave to each of its own pins. */
  readonly texts = new Map<Uuid, string>()
  readonly given = new GivenAnswers()
  /** What each vote that was ever on the phone says, by the id of its mutation, the first one first. */
  readonly votes = new Map<Uuid, readonly Uuid[]>()
  /** Mutations once seen on the disk. */
  readonly seenEntries = new Map<Uuid, Uuid>()
  /** Replaced mutations and their replacements. */
  readonly successors = new Map<Uuid, Uuid>()

  constructor({ name, role, random, connect }: SimulatedPhoneOptions) {
    this.name = name
    this.role = role
    this.random = random
    // Every phone's clock is wrong in its own way (L1).
    const error = random.pick([0, 3_600_000, -3_600_000, 31_536_000_000, -31_536_000_000])
    this.clock = new VirtualClock(Date.parse('2026-10-29T18:00:00.000Z') + error)
    this.api = connect(this.disk.cookies, () => this.#fault())
    this.#raw = createPhoneDatabase({
      name: 'lygte-outbox',
      version: 1,
      build: () => undefined,
      durability: 'relaxed',
      indexedDB: this.disk.indexedDB,
      clock: this.clock,
    })
    this.client = this.#start()
  }

  /** Does something in this life of the page; returns `died` when the page died of it, and starts the next life. */
  async act<T>(work: (client: TestClient) => Promise<T>): Promise<T | 'died'> {
    const { client } = this
    try {
      return await client.life.run(() => work(client))
    } catch (error) {
      if (!client.life.isDead) throw error
      return this.#reborn()
    } finally {
      if (client.life.isDead && this.client === client) this.#reborn()
    }
  }

  restart(): void {
    this.client.life.kill()
    this.#reborn()
  }

  /** Read again only when something has been written since. */
  async readDisk(): Promise<DiskContents> {
    const at = `${this.deaths}/${this.client.life.commits}`
    if (this.#lastRead?.at !== at) this.#lastRead = { at, contents: await this.#readAll() }
    return this.#lastRead.contents
  }

  async #readAll(): Promise<DiskContents> {
    return this.#raw.read(['mutation', 'photo', 'photoChunk'], async (transaction) => {
      const entries = await allEntries(transaction)
      const chunks = transaction.objectStore('photoChunk')
      const photos = await Promise.all(
        (await allPhotos(transaction)).map(async (photo) => {
          const range = IDBKeyRange.bound([photo.photoId], [photo.photoId, []])
          return { ...photo, storedChunks: await chunks.count(range) }
        }),
      )
      return { entries, photos }
    })
  }

  /** Accepts positions everywhere, as a phone does whose walk was joined before the bounds changed. */
  async widenBounds(walkId: Uuid): Promise<void> {
    await this.#raw.write(['identity'], async (transaction) => {
      const walk = await readWalk(transaction, walkId)
      if (!walk) throw new Error('not joined')
      walk.municipality.bounds = [-180, -90, 180, 90]
      await writeWalk(transaction, walk)
    })
  }

  /** Observations with refused work. */
  async refusedEntities(): Promise<Set<Uuid>> {
    const { entries } = await this.readDisk()
    return new Set(entries.filter(({ state }) => state === 'refused').map(({ entity }) => entity))
  }

  /** A pin that its person withdrew and the server refused leaves the phone, so nothing is owed. */
  forgetTakenBack({ entries }: DiskContents, refused: (id: Uuid) => boolean): void {
    for (const entity of this.takenBack) {
      if (entries.some((entry) => entry.entity === entity)) continue
      const sent = [...this.seenEntries].filter(([, owner]) => owner === entity)
      if (sent.some(([id]) => refused(id))) this.forget(entity)
    }
  }

  /** The person has undone it, so nothing is owed. */
  forget(entity: Uuid): void {
    this.saved.delete(entity)
    this.texts.delete(entity)
    for (const [id, photo] of this.savedPhotos) {
      if (photo.entity === entity) this.savedPhotos.delete(id)
    }
    for (const [id, owner] of this.seenEntries) if (owner === entity) this.seenEntries.delete(id)
  }

  #start(): TestClient {
    const { disk, clock, random } = this
    return buildClient({ fetch: this.api.fetch, disk, clock, random })
  }

  #reborn(): 'died' {
    this.deaths += 1
    this.client = this.#start()
    return 'died'
  }

  #fault(): NetworkFault {
    if (!this.isOnline) return 'lost-before'
    return this.random.chance(this.faultShare) ? this.random.pick(networkFaults) : 'none'
  }
}
