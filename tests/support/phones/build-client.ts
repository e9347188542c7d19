import { createHash } from 'node:crypto'
import type {
  NoticeChannel,
  PhoneEnvironment,
} from '../../../client/local/phone/phone-environment.ts'
import { createPhone, type Phone } from '../../../client/sync/services/create-phone.ts'
import type {
  LockKeeper,
  PageSignal,
  PageSignals,
} from '../../../client/sync/services/sync-environment.ts'
import { PageLife, PhoneDisk } from './phone-disk.ts'
import { seededRandom, type SeededRandom } from '../seeded-random.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A page that is visible and can be told otherwise. */
export class FakePage implements PageSignals {
  readonly #listeners = new Set<(signal: PageSignal) => void>()
  visible = true

  isVisible(): boolean {
    return this.visible
  }

  subscribe(listener: (signal: PageSignal) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  say(signal: PageSignal): void {
    if (signal === 'visible' || signal === 'hidden') this.visible = signal === 'visible'
    for (const listener of [...this.#listeners]) listener(signal)
  }
}

export interface ClientOptions {
  fetch: typeof fetch
  disk?: PhoneDisk
  clock?: VirtualClock
  random?: SeededRandom
  locks?: LockKeeper | null
  openChannel?: (name: string) => NoticeChannel | null
  dropTiles?: () => Promise<boolean>
  storageManager?: PhoneEnvironment['storageManager']
}

export interface TestClient extends Phone {
  disk: PhoneDisk
  life: PageLife
  clock: VirtualClock
  page: FakePage
  random: SeededRandom
  /** What nobody foresaw. */
  reports: unknown[]
}

/** The real engine of a phone on a disk that can outlive it; nothing runs by itself until `sync.start()`. */
export function buildClient(options: ClientOptions): TestClient {
  const disk = options.disk ?? new PhoneDisk()
  const clock = options.clock ?? new VirtualClock()
  const random = options.random ?? seededRandom(1)
  const life = new PageLife(disk)
  const page = new FakePage()
  const reports: unknown[] = []
  const phone = createPhone({
    environment: {
      indexedDB: life.indexedDB,
      clock,
      random: random.next,
      randomBytes: () => random.bytes(16),
      tzOffsetMinutes: () => 60,
      sha256: async (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
      marker: disk.marker,
      openChannel: options.openChannel ?? (() => null),
      storageManager: options.storageManager ?? null,
      fetch: (input, init) =>
        life.isDead ? new Promise<Response>(() => undefined) : options.fetch(input, init),
      locks: options.locks ?? null,
      page,
    },
    dropTiles: options.dropTiles ?? (() => Promise.resolve(false)),
    report: (error) => reports.push(error),
  })
  return { ...phone, disk, life, clock, page, random, reports }
}
