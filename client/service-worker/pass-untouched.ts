import { isPassed } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/** Keeps later listeners (Workbox's) away from requests that are not theirs; the browser then uses the network. */
export function passUntouched(): void {
  self.addEventListener('fetch', (event) => {
    if (isPassed(event.request, self.location.origin)) event.stopImmediatePropagation()
  })
}
