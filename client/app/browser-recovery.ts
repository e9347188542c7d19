import type { ChunkRecoveryOptions } from './recover-chunks.ts'
import { flushDraft } from './use-safe-draft.ts'

/** What `useChunkRecovery` needs, from this browser. */
export function browserRecovery(): ChunkRecoveryOptions {
  return {
    target: window,
    memory: sessionStorage,
    now: Date.now,
    reload: () => {
      window.location.reload()
    },
    flushDraft,
    workers: 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    caches: 'caches' in window ? caches : undefined,
  }
}
