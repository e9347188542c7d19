import { isPassed, networkOnly } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** https://w3c.github.io/ServiceWorker/#install-event-addroutes; Chromium from 123 has it, TypeScript's library has not. */
interface RoutingInstallEvent extends ExtendableEvent {
  addRoutes?: (
    rules: readonly { condition: { urlPattern: string }; source: 'network' }[],
  ) => Promise<void>
}

/**
 * Keeps later listeners (Workbox's) away from requests that are not theirs; the browser then uses the network. Where the browser can be
 * told beforehand, such requests do not even start the worker. That is also what lets an update take over: Chromium waits until the
 * old worker is idle, and a phone that tries to send wakes it again and again.
 */
export function passUntouched(): void {
  self.addEventListener('install', (event: RoutingInstallEvent) => {
    const rules = networkOnly.map(
      (urlPattern) => ({ condition: { urlPattern }, source: 'network' }) as const,
    )
    // A browser that knows other rules than these only loses the short way.
    if (event.addRoutes) event.waitUntil(event.addRoutes(rules).catch(() => undefined))
  })
  self.addEventListener('fetch', (event) => {
    if (isPassed(event.request, self.location.origin)) event.stopImmediatePropagation()
  })
}
