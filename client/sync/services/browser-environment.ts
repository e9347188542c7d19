import {
  openBroadcastChannel,
  readIndexedDB,
  readLocalStorage,
  readLocks,
  readStorageManager,
} from '../../browser/globals.ts'
import type { NoticeChannel, PhoneClock } from '../../local/phone/phone-environment.ts'
import { sha256Hex } from '../../../shared/text/sha256.ts'
import type { LockKeeper, PageSignals, SyncEnvironment } from './sync-environment.ts'

/** The real browser: the only place where the engine touches globals, those that may throw through `client/browser`. */
export function browserEnvironment(): SyncEnvironment {
  return {
    indexedDB: readIndexedDB() ?? null,
    clock: browserClock,
    random: () => Math.random(),
    randomBytes: () => crypto.getRandomValues(new Uint8Array(16)),
    tzOffsetMinutes: (nowMs) => -new Date(nowMs).getTimezoneOffset(),
    sha256,
    marker: readLocalStorage() ?? null,
    openChannel,
    storageManager: readStorageManager() ?? null,
    fetch: (input, init) => fetch(input, init),
    locks: (readLocks() as LockKeeper | undefined) ?? null,
    page: browserPage(),
  }
}

const browserClock: PhoneClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** WebCrypto exists on https and localhost only; a photo must be storable anywhere. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  const subtle = (crypto as Partial<Crypto>).subtle
  if (!subtle) return sha256Hex(new Uint8Array(bytes))
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function openChannel(name: string): NoticeChannel | null {
  const channel = openBroadcastChannel(name)
  if (!channel) return null
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.addEventListener('message', (event) => listener(event.data))
    },
    close: () => channel.close(),
  }
}

function browserPage(): PageSignals {
  const isVisible = () => document.visibilityState === 'visible'
  return {
    isVisible,
    subscribe: (listener) => {
      const ending = new AbortController()
      const { signal } = ending
      const seen = () => listener(isVisible() ? 'visible' : 'hidden')
      document.addEventListener('visibilitychange', seen, { signal })
      window.addEventListener('online', () => listener('online'), { signal })
      window.addEventListener('offline', () => listener('offline'), { signal })
      // Only for a page that comes back from the cache; the first showing is the start itself.
      const shown = ({ persisted }: PageTransitionEvent) => persisted && listener('pageshow')
      window.addEventListener('pageshow', shown, { signal })
      return () => ending.abort()
    },
  }
}
