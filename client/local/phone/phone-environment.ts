import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'

/** Time as the phone has it; injected so that tests can jump it. */
export interface PhoneClock {
  /** Unix milliseconds: a claim that may jump in either direction. */
  now(): number
  /** Milliseconds that only ever grow while this page lives; all waiting is measured by it. */
  monotonic(): number
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** A BroadcastChannel, as far as it is used here. */
export interface NoticeChannel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  close(): void
}

/** What `client/local` needs of the browser. Absent abilities are `null`, and everything works without them (J5). */
export interface PhoneEnvironment {
  /** `null` where the browser forbids it: then nothing can be kept. */
  indexedDB: IDBFactory | null
  clock: PhoneClock
  /** 16 bytes. */
  randomBytes: () => Uint8Array
  /** Minutes east of UTC at that moment. */
  tzOffsetMinutes: (nowMs: number) => number
  /** Lower-case hex. */
  sha256: (bytes: ArrayBuffer) => Promise<string>
  /** Small synchronous store that outlives the databases: localStorage. */
  marker: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  openChannel: (name: string) => NoticeChannel | null
  storageManager:
    | (Pick<StorageManager, 'estimate' | 'persist' | 'persisted'> &
        Partial<Pick<StorageManager, 'getDirectory'>>)
    | null
}

export const makeId = (environment: PhoneEnvironment): Uuid =>
  makeUuid(environment.clock.now(), environment.randomBytes)

/** 128 random bits in lower-case hex. */
export const makeSecret = ({ randomBytes }: PhoneEnvironment): string =>
  [...randomBytes()].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export const phoneTime = (environment: PhoneEnvironment): string =>
  new Date(environment.clock.now()).toISOString()
