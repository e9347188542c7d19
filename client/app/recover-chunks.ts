import { shallowRef } from 'vue'

export interface ChunkRecoveryOptions {
  /** Where `vite:preloadError` comes: the window. */
  target: Pick<EventTarget, 'addEventListener'>
  /** Survives a reload and not the tab: sessionStorage. */
  memory: Pick<Storage, 'getItem' | 'setItem'>
  now: () => number
  reload: () => void
  flushDraft: () => Promise<boolean>
  workers: Pick<ServiceWorkerContainer, 'getRegistrations'> | undefined
  caches: Pick<CacheStorage, 'keys' | 'delete'> | undefined
}

const markKey = 'lygte-reloaded-for-chunk'
/** A second failure within this time is no deploy any more: reloading again would go on for ever. */
const guardMs = 10 * 60 * 1_000

/**
 * A part of the app could not be loaded: most often a deploy has replaced it. Puts the draft away and reloads once; if
 * that did not help, `needsRepair` says so, and `repair` takes the worker and its files away (never a database) and
 * loads the app from the server (property I6).
 */
export function useChunkRecovery(options: ChunkRecoveryOptions) {
  const needsRepair = shallowRef(false)

  async function recover(): Promise<void> {
    const last = Number(options.memory.getItem(markKey) ?? Number.NaN)
    const hasTried = options.now() - last < guardMs && options.now() >= last
    const isSafe = await options.flushDraft().catch(() => false)
    if (hasTried || !isSafe) {
      needsRepair.value = true
      return
    }
    options.memory.setItem(markKey, String(options.now()))
    options.reload()
  }

  options.target.addEventListener('vite:preloadError', (event) => {
    // Otherwise Vite throws it on as an unhandled error.
    event.preventDefault()
    void recover()
  })

  async function repair(): Promise<void> {
    if (!(await options.flushDraft().catch(() => false))) return
    await removeShell(options)
    options.reload()
  }
  return { needsRepair, repair }
}

/** Unregisters the worker and deletes its caches; databases are not touched. */
async function removeShell({ workers, caches }: ChunkRecoveryOptions): Promise<void> {
  const registrations = (await workers?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const names = (await caches?.keys()) ?? []
  await Promise.all(names.filter(isShellCache).map(async (name) => caches?.delete(name)))
}

const isShellCache = (name: string) => name.startsWith('workbox-precache')
