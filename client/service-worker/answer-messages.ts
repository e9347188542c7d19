import { pageAt } from '../../shared/text/page-address.ts'
import { countMissingFiles } from './serve-shell.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * `SKIP_WAITING`: the only way in which a new version takes over while tabs are open; sent after every tab agreed (property I4).
 * `COUNT_TABS`: replies on the message's port with the number of tabs that show the walk app, including frozen ones. `CHECK_SHELL`:
 * replies with the number of the app's files that are missing from the cache (a phone may have deleted some).
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
