import type { PrecacheEntry } from 'workbox-precaching'

/** The worker's own global, with the list that Workbox inserts at build time. */
export interface WorkerScope extends ServiceWorkerGlobalScope {
  __WB_MANIFEST: (PrecacheEntry | string)[]
}
