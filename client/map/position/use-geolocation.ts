import { getCurrentScope, onScopeDispose, readonly, ref, shallowRef } from 'vue'
import type { Position } from '../../../shared/geo.ts'
import { createFix, createFixWaiters, type Fix } from './position-fix.ts'

/**
 * State of the phone's position. `unavailable`: there is none here; `insecure`: browsers give none to a page on plain http;
 * `denied`: the person or the phone refused; `searching`: requested, nothing yet; `no-signal`: the phone cannot find itself;
 * `timeout`: no answer came; `known`: there is one.
 */
export type GeolocationState =
  | 'unavailable'
  | 'insecure'
  | 'not-asked'
  | 'searching'
  | 'no-signal'
  | 'timeout'
  | 'denied'
  | 'known'

export interface GeolocationOptions {
  geolocation: Pick<Geolocation, 'watchPosition' | 'clearWatch' | 'getCurrentPosition'> | undefined
  permissions?: Pick<Permissions, 'query'> | undefined
  /** False on plain http. */
  isSecure?: boolean
  now: () => number
  /** Calls back at an interval; returns a function that stops it. */
  every?: (ms: number, callback: () => void) => () => void
  /** Calls back once; returns a function that cancels it. */
  after?: (ms: number, callback: () => void) => () => void
}

/** A fix older than this is drawn as old: at walking pace one is then 40 m away. */
export const staleAfterMs = 30_000
/** A pin is put only at a fix younger than this, or where the person says. */
const freshForMs = 15_000
/** How long a new pin waits for a fresh fix. */
const findForMs = 3_000

const everySecond = (ms: number, callback: () => void) => {
  const timer = setInterval(callback, ms)
  return () => {
    clearInterval(timer)
  }
}
const once = (ms: number, callback: () => void) => {
  const timer = setTimeout(callback, ms)
  return () => {
    clearTimeout(timer)
  }
}

/**
 * Watches the phone's position after `start()`. It never requests permission by itself: the prompt belongs to a press of a button.
 * It keeps the last fix when a new one fails, with its age. It has codes, no words.
 */
export function useGeolocation(options: GeolocationOptions) {
  const { geolocation, permissions, isSecure = true, every = everySecond } = options
  const known = createKnowledge(options)
  const { state, position, ageMs, last } = known
  let watchId: number | undefined
  let stopTicking: (() => void) | undefined
  const fail = (error: Pick<GeolocationPositionError, 'code'>) => {
    if (known.fail(error)) stop()
  }

  function start(): void {
    if (!geolocation || !isSecure || watchId !== undefined) return
    if (!last()) state.value = 'searching'
    const request = { enableHighAccuracy: true, maximumAge: 5_000, timeout: 20_000 }
    watchId = geolocation.watchPosition(known.accept, fail, request)
    stopTicking = every(1_000, known.tick)
  }

  function stop(): void {
    if (watchId !== undefined) geolocation?.clearWatch(watchId)
    watchId = undefined
    stopTicking?.()
    stopTicking = undefined
  }

  /**
   * Requests again, also when the watch is silent, as in a page that was in a pocket. Resolves with the first fix from now on, or
   * with null after three seconds or a refusal.
   */
  function findAgain(): Promise<Fix | null> {
    start()
    if (!geolocation || watchId === undefined) return Promise.resolve(null)
    if (!last()) state.value = 'searching'
    const found = known.next()
    const request = { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 }
    geolocation.getCurrentPosition(known.accept, fail, request)
    return found
  }

  /** Starts at once when the person allowed it on an earlier day; never prompts. */
  async function startIfAllowed(): Promise<void> {
    const status = await permissions?.query({ name: 'geolocation' }).catch(() => undefined)
    if (status?.state === 'granted') start()
    if (status?.state === 'denied' && isSecure) state.value = 'denied'
  }

  if (getCurrentScope()) onScopeDispose(stop)
  const facts = { state: readonly(state), position, ageMs: readonly(ageMs), last }
  return { ...facts, staleMs: known.staleMs, start, stop, findAgain, startIfAllowed }
}

/** What the phone has reported so far. `fail` returns whether further attempts are useless. */
function createKnowledge(options: GeolocationOptions) {
  const state = ref<GeolocationState>(firstState(options))
  const position = shallowRef<Position | null>(null)
  const ageMs = ref<number | null>(null)
  const fix = createFix(options.now)
  const waiting = createFixWaiters(options.after ?? once)

  function show(): void {
    position.value = fix.last()?.position ?? null
    ageMs.value = fix.ageMs()
  }

  function accept(found: GeolocationPosition): void {
    const accepted = fix.accept(found)
    if (!accepted) return
    state.value = 'known'
    show()
    waiting.settle(accepted)
  }

  function fail({ code }: Pick<GeolocationPositionError, 'code'>): boolean {
    const [permissionDenied, timedOut] = [1, 3]
    if (code !== permissionDenied) {
      if (!fix.last()) state.value = code === timedOut ? 'timeout' : 'no-signal'
      return false
    }
    state.value = 'denied'
    fix.forget()
    show()
    waiting.settle(null)
    return true
  }

  return {
    state,
    position,
    ageMs,
    last: fix.last,
    /**
     * Returns the age of a fix at which no pin may be put without asking, else null; by the present clock, also in a page that just
     * woke up.
     */
    staleMs: (): number | null => ((fix.ageMs() ?? 0) > freshForMs ? fix.ageMs() : null),
    tick: () => {
      ageMs.value = fix.ageMs()
    },
    next: () => waiting.next(findForMs),
    accept,
    fail,
  }
}

function firstState({ geolocation, isSecure }: GeolocationOptions): GeolocationState {
  if (isSecure === false) return 'insecure'
  return geolocation ? 'not-asked' : 'unavailable'
}
