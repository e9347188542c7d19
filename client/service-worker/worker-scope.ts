import type { PrecacheEntry } from 'workbox-precaching'

/** The worker's own global, with the list Workbox writes in at build time. */
export interface WorkerScope extends ServiceWorkerGlobalScope {
  __WB_MANIFEST: (PrecacheEntry | string)[]
}
