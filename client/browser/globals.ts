/**
 * Globals that a browser may forbid: with cookies blocked, in a sandboxed frame and in some private windows, merely reading them
 * throws. They are read here and nowhere else (eslint.config.js); forbidden and absent both give `undefined`.
 */
function allowed<T>(read: () => T | null | undefined): T | undefined {
  try {
    return read() ?? undefined
  } catch {
    return undefined
  }
}

const page = () => globalThis as Partial<typeof globalThis & Window>
const browser = () => globalThis.navigator as Partial<Navigator>

export const readLocalStorage = () => allowed(() => page().localStorage)
export const readSessionStorage = () => allowed(() => page().sessionStorage)
export const readIndexedDB = () => allowed(() => page().indexedDB)
export const readCaches = () => allowed(() => page().caches)
export const readServiceWorker = () => allowed(() => browser().serviceWorker)
export const readLocks = () => allowed(() => browser().locks)
export const readStorageManager = () => allowed(() => browser().storage)
export const readGeolocation = () => allowed(() => browser().geolocation)
export const readPermissions = () => allowed(() => browser().permissions)
export const openBroadcastChannel = (name: string) => allowed(() => new BroadcastChannel(name))

let hasCookies: boolean | undefined

/**
 * Found by trying, once a page: a Chromium that blocks cookies still reports `cookieEnabled`. Without cookies the server cannot
 * recognise the phone.
 */
export function areCookiesOn(): boolean {
  hasCookies ??= allowed(keepsCookie) ?? false
  return hasCookies
}

/** The key is unique, because another tab may try at the same time. */
function keepsCookie(): boolean {
  const name = `lygte-try-${Math.random().toString(36).slice(2)}`
  document.cookie = `${name}=1; Path=/; SameSite=Strict; Max-Age=60`
  const isKept = document.cookie.includes(name)
  document.cookie = `${name}=; Path=/; SameSite=Strict; Max-Age=0`
  return isKept
}
