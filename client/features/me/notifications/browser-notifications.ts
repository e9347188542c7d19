import { readServiceWorker } from '../../../browser/globals.ts'

/** A subscription as the server keeps it, base64url. */
interface BrowserSubscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** `unsupported`: this browser has none; on an iPhone only an installed app has. `denied`: the person has said no in the browser's own dialog. */
type Allowance = 'unsupported' | 'denied' | 'granted' | 'askable'

/** The browser's part of notifications. */
interface BrowserNotifications {
  allowance(): Allowance
  /** Asks the person by the browser's dialog; call it on a press. */
  ask(): Promise<Allowance>
  /** Returns where this browser is reached; null when it has not subscribed. */
  current(): Promise<BrowserSubscription | null>
  subscribe(publicKey: string): Promise<BrowserSubscription>
  unsubscribe(): Promise<void>
}

export function browserNotifications(): BrowserNotifications {
  const manager = async () => (await readServiceWorker()?.ready)?.pushManager
  const found = async () => (await manager())?.getSubscription() ?? null
  const allowance = (): Allowance => {
    if (!('Notification' in window) || !('PushManager' in window)) return 'unsupported'
    const { permission } = Notification
    return permission === 'default' ? 'askable' : permission
  }
  return {
    allowance,
    async ask() {
      await Notification.requestPermission()
      return allowance()
    },
    async current() {
      const subscription = await found()
      return subscription && partsOf(subscription)
    },
    async subscribe(publicKey) {
      // A subscription made for another key cannot be used by this server, and stands in the way of a new one.
      await (await found())?.unsubscribe()
      const options = { userVisibleOnly: true, applicationServerKey: publicKey }
      const subscription = await (await manager())?.subscribe(options)
      if (!subscription) throw new DOMException('no service worker', 'AbortError')
      return partsOf(subscription)
    },
    async unsubscribe() {
      await (await found())?.unsubscribe()
    },
  }
}

function partsOf(subscription: PushSubscription): BrowserSubscription {
  const { endpoint, keys } = subscription.toJSON()
  return { endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }
}
