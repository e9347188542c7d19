/**
 * What a browser may forbid: with cookies blocked, in a sandboxed frame and in some private windows the mere reading of these throws.
 * They are read here and nowhere else (eslint.config.js); forbidden and absent look the same: `undefined`.
 */
function allowed<T>(read: () => T | null | undefined): T | undefined {
  try {
    return read() ?? undefined
  } catch {
    return undefined
  }
}

const page = () => window as Partial<typeof window>
const browser = () => navigator as Partial<Navigator>

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

/** False only when the browser says so: without cookies the server knows nobody again. */
export const areCookiesOn = () => allowed(() => browser().cookieEnabled) ?? true
