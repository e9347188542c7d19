import type { PhoneClock, PhoneEnvironment } from '../../local/phone/phone-environment.ts'

export type PageSignal = 'online' | 'offline' | 'visible' | 'hidden' | 'pageshow'

/** What the page reports about itself; none of it is trusted about the network (F2). */
export interface PageSignals {
  isVisible(): boolean
  subscribe(listener: (signal: PageSignal) => void): () => void
}

/** The part of `navigator.locks` that is used here. */
export interface LockKeeper {
  request<T>(name: string, options: { signal: AbortSignal }, work: () => Promise<T>): Promise<T>
}

/** What network requests need. */
export interface NetworkEnvironment {
  fetch: typeof fetch
  clock: PhoneClock
  /** 0 inclusive to 1 exclusive. */
  random: () => number
}

/** What the phone's engine needs of the browser, beside storage. Absent abilities are `null`. */
export interface SyncEnvironment extends PhoneEnvironment, NetworkEnvironment {
  locks: LockKeeper | null
  page: PageSignals
}
