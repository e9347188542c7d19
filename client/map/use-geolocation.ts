import { getCurrentScope, onScopeDispose, readonly, ref, shallowRef } from 'vue'
import type { Position } from '../../shared/geo.ts'

/**
 * What can be said about the phone's position. `unavailable`: no such thing here (also on plain http); `denied`: the
 * person or the phone said no; `searching`: asked, nothing yet; `no-signal`: asked, and the phone cannot find itself;
 * `known`: there is one.
 */
export type GeolocationState =
  'unavailable' | 'not-asked' | 'searching' | 'no-signal' | 'denied' | 'known'

export interface GeolocationOptions {
  geolocation: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined
  permissions?: Pick<Permissions, 'query'> | undefined
  now: () => number
  /** Calls back every so often; answers a function that stops. */
  every?: (ms: number, callback: () => void) => () => void
}

/** A fix older than this is shown as old: at walking pace one is then 40 m away. */
export const staleAfterMs = 30_000

const everySecond = (ms: number, callback: () => void) => {
  const timer = setInterval(callback, ms)
  return () => {
    clearInterval(timer)
  }
}

/**
 * Watches the phone's position from `start()` on. Never asks by itself: the permission prompt belongs to a press of a
 * button. Keeps the last fix when a new one fails, and says how old it is. Codes, no words.
 */
export function useGeolocation(options: GeolocationOptions) {
  const { geolocation, permissions, every = everySecond } = options
  const fix = createFix(options)
  const { state, position, ageMs } = fix
  let watchId: number | undefined
  let stopTicking: (() => void) | undefined

  function start(): void {
    if (!geolocation || watchId !== undefined) return
    if (!position.value) state.value = 'searching'
    const fail = (error: Pick<GeolocationPositionError, 'code'>) => {
      if (fix.fail(error)) stop()
    }
    watchId = geolocation.watchPosition(fix.accept, fail, {
      enableHighAccuracy: true,
      maximumAge: 5_000,
      timeout: 20_000,
    })
    stopTicking = every(1_000, fix.tick)
  }

  function stop(): void {
    if (watchId !== undefined) geolocation?.clearWatch(watchId)
    watchId = undefined
    stopTicking?.()
    stopTicking = undefined
  }

  /** Starts at once when the person allowed it on an earlier day; asks nobody anything. */
  async function startIfAllowed(): Promise<void> {
    const status = await permissions?.query({ name: 'geolocation' }).catch(() => undefined)
    if (status?.state === 'granted') start()
    if (status?.state === 'denied') state.value = 'denied'
  }

  if (getCurrentScope()) onScopeDispose(stop)
  return { state: readonly(state), position, ageMs: readonly(ageMs), start, stop, startIfAllowed }
}

/** The last fix, its age and what is known beside it. `fail` answers whether it is no use to go on. */
function createFix({ geolocation, now }: GeolocationOptions) {
  const state = ref<GeolocationState>(geolocation ? 'not-asked' : 'unavailable')
  const position = shallowRef<Position | null>(null)
  const ageMs = ref<number | null>(null)
  // NOTE: our own clock and not `timestamp` of the fix: some phones give that in another epoch.
  let takenAt: number | null = null

  function accept({ coords }: GeolocationPosition): void {
    const { longitude, latitude, accuracy } = coords
    position.value = { longitude, latitude, accuracyMetres: Math.round(accuracy), source: 'gps' }
    takenAt = now()
    ageMs.value = 0
    state.value = 'known'
  }

  function fail({ code }: Pick<GeolocationPositionError, 'code'>): boolean {
    const permissionDenied = 1
    if (code !== permissionDenied) {
      if (!position.value) state.value = 'no-signal'
      return false
    }
    state.value = 'denied'
    position.value = null
    takenAt = null
    ageMs.value = null
    return true
  }

  function tick(): void {
    if (takenAt !== null) ageMs.value = Math.max(0, now() - takenAt)
  }
  return { state, position, ageMs, accept, fail, tick }
}
