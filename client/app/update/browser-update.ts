import { readCaches, readServiceWorker } from '../../browser/globals.ts'
import type { PhoneEnvironment } from '../../local/phone/phone-environment.ts'
import { makeId } from '../../local/phone/phone-environment.ts'
import type { RepairOptions } from './repair-app.ts'
import { isServerThere } from '../../sync/http/server-there.ts'
import { registerWorker } from './register-worker.ts'
import type { AppUpdateOptions } from './use-app-update.ts'

type FlushDraft = () => Promise<boolean>

const reload = () => {
  window.location.reload()
}

/** Connects `useAppUpdate` to this browser. It registers the worker, so call it once a page. */
export function browserUpdate(
  environment: PhoneEnvironment,
  flushDraft: FlushDraft,
): AppUpdateOptions {
  return {
    worker: registerWorker(),
    channel: environment.openChannel('lygte-update'),
    clock: environment.clock,
    page: { onVisible, reload },
    flushDraft,
    makeRound: () => makeId(environment),
  }
}

/** Connects `repairApp` to this browser. */
export function browserRepair(flushDraft: FlushDraft): RepairOptions {
  return {
    reload,
    isServerThere,
    flushDraft,
    workers: readServiceWorker(),
    caches: readCaches(),
  }
}

function onVisible(listener: () => void): () => void {
  const tell = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', tell)
  return () => {
    document.removeEventListener('visibilitychange', tell)
  }
}
