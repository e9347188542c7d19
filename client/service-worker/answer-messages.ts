import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * `SKIP_WAITING`: the one way a new version takes over while tabs are open; sent after every tab agreed (property I4).
 * `COUNT_TABS`: answers on the message's port how many tabs show the walk app, frozen ones included.
 */
export function answerMessages(): void {
  self.addEventListener('message', (event) => {
    const { type } = (event.data ?? {}) as { type?: unknown }
    if (type === 'SKIP_WAITING') void self.skipWaiting()
    if (type === 'COUNT_TABS') event.waitUntil(answerCount(event.ports[0]))
  })
}

async function answerCount(port: MessagePort | undefined): Promise<void> {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  port?.postMessage(tabs.filter((tab) => !isDesk(new URL(tab.url).pathname)).length)
}

const isDesk = (pathname: string) => /^\/desk(\/|$)/.test(pathname)
