import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'

/** The phone's clocks; injected so that tests can move them. */
export interface PhoneClock {
  /** Unix milliseconds: a claim that may jump in either direction. */
  now(): number
  /** Milliseconds that only increase while this page lives; all delays are measured by it. */
  monotonic(): number
  /** Runs once after the delay; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** The part of BroadcastChannel that is used here. */
export interface NoticeChannel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  close(): void
}

/** What `client/local` needs of the browser. Absent abilities are `null`, and everything works without them (J5). */
export interface PhoneEnvironment {
  /** `null` where the browser forbids it: then nothing can be stored. */
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
