import type { PushPayload } from '../../shared/message/push-payload.ts'
import { isAppAddress } from './passed-requests.ts'
import type { WorkerScope } from './worker-scope.ts'

declare const self: WorkerScope

/**
 * Shows what the server tells a phone that has asked for it, and opens the page that it is about. Browsers end the subscription of a worker that
 * gets a push and shows nothing, so what cannot be read is shown as news without a subject.
 */
export function showNotifications(): void {
  self.addEventListener('push', (event) => {
    const { title, body, tag, lang, path } = payloadOf(event)
    const shown = { body, tag, lang, icon: '/icons/icon-192.png', data: { path } }
    event.waitUntil(self.registration.showNotification(title, shown))
  })
  self.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(openPage(pathOf(event.notification.data)))
  })
}

function payloadOf(event: PushEvent): PushPayload {
  const empty = { title: 'Lygte', body: '', tag: 'news', lang: 'da', path: '/' }
  try {
    return { ...empty, ...(event.data?.json() as Partial<PushPayload> | undefined) }
  } catch {
    return empty
  }
}

/** Only pages of the walk app, whatever a push says. */
function pathOf(data: unknown): string {
  const { path } = (data ?? {}) as { path?: unknown }
  return typeof path === 'string' && path.startsWith('/') && isAppAddress(path) ? path : '/'
}

/** In a tab that shows it already, otherwise in one of its own: what is typed elsewhere stays. */
async function openPage(path: string): Promise<void> {
  const tabs = await self.clients.matchAll({ type: 'window' })
  const tab = tabs.find(({ url }) => new URL(url).pathname === path)
  await (tab ? tab.focus() : self.clients.openWindow(path))
}
