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
  const { geolocation, now } = options
  const state = ref<GeolocationState>(geolocation ? 'not-asked' : 'unavailable')
  const position = shallowRef<Position | null>(null)
  const takenAt = ref<number | null>(null)
  const ageMs = ref<number | null>(null)
  let watchId: number | undefined
  let stopTicking: (() => void) | undefined

  function accept(fix: GeolocationPosition): void {
    position.value = {
      longitude: fix.coords.longitude,
      latitude: fix.coords.latitude,
      accuracyMetres: Math.round(fix.coords.accuracy),
      source: 'gps',
    }
    // NOTE: `fix.timestamp` is not used: some phones give it in another epoch.
    takenAt.value = now()
    ageMs.value = 0
    state.value = 'known'
  }

  function fail(error: Pick<GeolocationPositionError, 'code'>): void {
    const permissionDenied = 1
    if (error.code === permissionDenied) {
      state.value = 'denied'
      position.value = null
      takenAt.value = null
      ageMs.value = null
      stop()
    } else if (!position.value) state.value = 'no-signal'
  }

  function tick(): void {
    if (takenAt.value !== null) ageMs.value = Math.max(0, now() - takenAt.value)
  }

  function start(): void {
    if (!geolocation || watchId !== undefined) return
    if (!position.value) state.value = 'searching'
    watchId = geolocation.watchPosition(accept, fail, {
      enableHighAccuracy: true,
      maximumAge: 5_000,
      timeout: 20_000,
    })
    stopTicking = (options.every ?? everySecond)(1_000, tick)
  }

  function stop(): void {
    if (watchId !== undefined) geolocation?.clearWatch(watchId)
    watchId = undefined
    stopTicking?.()
    stopTicking = undefined
  }

  /** Starts at once when the person allowed it on an earlier day; asks nobody anything. */
  async function startIfAllowed(): Promise<void> {
    const query = options.permissions?.query({ name: 'geolocation' })
    const status = await query?.catch(() => undefined)
    if (status?.state === 'granted') start()
    if (status?.state === 'denied') state.value = 'denied'
  }

  if (getCurrentScope()) onScopeDispose(stop)
  return {
    state: readonly(state),
    position,
    ageMs: readonly(ageMs),
    start,
    stop,
    startIfAllowed,
  }
}
