import { Workbox } from 'workbox-window'
import { readServiceWorker } from '../../browser/globals.ts'

/** The service worker as the update flow sees it. */
export interface AppWorker {
  /** A new version is installed and waits; also called when it waited before this page opened. */
  onWaiting(listener: () => void): void
  /** Another version than the one that served this page has taken over. Never called for the very first worker. */
  onTakenOver(listener: () => void): void
  /** Returns how many tabs show the walk app, including this one and frozen ones. */
  countTabs(): Promise<number>
  /** Lets the waiting version take over. Call it only after every tab has agreed. */
  takeOver(): void
  /** Checks whether the server has a newer version; does nothing without a network. */
  checkForUpdate(): Promise<void>
}

const workerAddress = '/service-worker.js'
const answerWithinMs = 2_000

/**
 * Registers the worker and returns a handle to it; `null` where there is none: plain http on the local network, some private
 * windows. The app works without it, but not offline.
 */
export function registerWorker(): AppWorker | null {
  const container = readServiceWorker()
  if (!container) return null
  const workbox = new Workbox(workerAddress)
  // The first worker of a phone takes over this page too; that is no update.
  let hadWorker = container.controller !== null
  const takenOver = new Set<() => void>()
  container.addEventListener('controllerchange', () => {
    if (hadWorker) for (const listener of takenOver) listener()
    hadWorker = true
  })
  const registered = workbox.register({ immediate: true }).catch(() => undefined)
  return {
    onWaiting(listener) {
      workbox.addEventListener('waiting', listener)
    },
    onTakenOver(listener) {
      takenOver.add(listener)
    },
    countTabs: async () => countTabs((await registered)?.waiting ?? container.controller),
    takeOver() {
      workbox.messageSkipWaiting()
    },
    async checkForUpdate() {
      await (await registered)?.update().catch(() => undefined)
    },
  }
}

/** Without an answer there may be any number of tabs: then the update waits for the next cold start. */
function countTabs(worker: ServiceWorker | null): Promise<number> {
  return new Promise((resolve) => {
    if (!worker) {
      resolve(1)
      return
    }
    const channel = new MessageChannel()
    const timer = setTimeout(() => {
      resolve(Number.POSITIVE_INFINITY)
    }, answerWithinMs)
    channel.port1.onmessage = (event: MessageEvent<unknown>) => {
      clearTimeout(timer)
      resolve(Number(event.data))
    }
    worker.postMessage({ type: 'COUNT_TABS' }, [channel.port2])
  })
}
