import {
  readCaches,
  readGeolocation,
  readPermissions,
  readServiceWorker,
} from '../../browser/globals.ts'
import type {
  PositionAccess,
  ReadyDevice,
  ShellState,
} from '../../features/offline-ready/ready-device.ts'

const answerWithinMs = 3_000

/** Reads the facts of the check list from this browser. */
export function browserReadyDevice(): ReadyDevice {
  return { shell: readShell, whenInstalled, positionAccess, askPosition }
}

/** Asks the worker that would serve the next start, because only it knows which files it needs. */
async function readShell(): Promise<ShellState> {
  const workers = readServiceWorker()
  if (!workers || !readCaches()) return { kind: 'impossible' }
  const registration = await workers.getRegistration()
  const worker = registration?.active
  if (!worker) return { kind: 'none' }
  const missing = await askWorker(worker)
  if (missing === undefined) return { kind: 'none' }
  return missing === 0 ? { kind: 'kept' } : { kind: 'incomplete', missing }
}

/** The worker is active only when every file of its list was stored. */
async function whenInstalled(): Promise<void> {
  await (readServiceWorker()?.ready ?? new Promise<never>(() => undefined))
}

function askWorker(worker: ServiceWorker): Promise<number | undefined> {
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    const timer = setTimeout(() => {
      resolve(undefined)
    }, answerWithinMs)
    channel.port1.onmessage = (event: MessageEvent<unknown>) => {
      clearTimeout(timer)
      resolve(Number(event.data))
    }
    worker.postMessage({ type: 'CHECK_SHELL' }, [channel.port2])
  })
}

async function positionAccess(): Promise<PositionAccess> {
  if (!readGeolocation() || !window.isSecureContext) return 'unavailable'
  const status = await readPermissions()
    ?.query({ name: 'geolocation' })
    .catch(() => undefined)
  if (status?.state === 'granted' || status?.state === 'denied') return status.state
  // For browsers that cannot be asked: what the person last answered here.
  return status ? 'not-asked' : lastAnswer
}

let lastAnswer: PositionAccess = 'not-asked'

async function askPosition(): Promise<PositionAccess> {
  const before = await positionAccess()
  if (before !== 'not-asked') return before
  lastAnswer = await new Promise<PositionAccess>((resolve) => {
    readGeolocation()?.getCurrentPosition(
      () => {
        resolve('granted')
      },
      ({ code, PERMISSION_DENIED }) => {
        resolve(code === PERMISSION_DENIED ? 'denied' : 'granted')
      },
      { timeout: 15_000, maximumAge: 60_000 },
    )
  })
  return lastAnswer
}
