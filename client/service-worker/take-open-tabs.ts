import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * The very first worker controls the tab that installed it at once, so that the app works offline before the first reload. An
 * updated worker runs this only after a person accepted it (`answer-messages.ts`).
 */
export function takeOpenTabs(): void {
  self.addEventListener('activate', (event) => {
    event.waitUntil(self.clients.claim())
  })
}
