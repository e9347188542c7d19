import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * The very first worker serves the tab that installed it at once, so that going offline before the first reload works.
 * An updated worker gets here only after a person asked for it (`answer-messages.ts`).
 */
export function takeOpenTabs(): void {
  self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim())
  })
}
