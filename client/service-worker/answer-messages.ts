import { pageAt } from '../../shared/text/page-address.ts'
import { countMissingFiles } from './serve-shell.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * `SKIP_WAITING`: the one way a new version takes over while tabs are open; sent after every tab agreed (property I4).
 * `COUNT_TABS`: answers on the message's port how many tabs show the walk app, frozen ones included.
 * `CHECK_SHELL`: answers how many of the app's files are not in the cache (a phone may have cleared some).
 */
export function answerMessages(): void {
  self.addEventListener('message', (event) => {
    const { type } = (event.data ?? {}) as { type?: unknown }
    if (type === 'SKIP_WAITING') void self.skipWaiting()
    const port = event.ports[0]
    if (type === 'COUNT_TABS') event.waitUntil(countTabs().then((tabs) => port?.postMessage(tabs)))
    if (type === 'CHECK_SHELL') {
      event.waitUntil(countMissingFiles().then((missing) => port?.postMessage(missing)))
    }
  })
}

async function countTabs(): Promise<number> {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return tabs.filter((tab) => pageAt(new URL(tab.url).pathname) !== 'desk').length
}
