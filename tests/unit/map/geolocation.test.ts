import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import {
  useGeolocation,
  type GeolocationOptions,
} from '../../../client/map/position/use-geolocation.ts'

function fakeGeolocation() {
  let succeed: PositionCallback = () => undefined
  let fail: PositionErrorCallback = () => undefined
  const watches = new Set<number>()
  let asked = 0
  return {
    /** How often the phone was asked beside the watch. */
    asked: () => asked,
    watches,
    geolocation: {
      watchPosition(onFix: PositionCallback, onError?: PositionErrorCallback | null) {
        succeed = onFix
        fail = onError ?? fail
        watches.add(watches.size + 1)
        return watches.size
      },
      clearWatch: (id: number) => void watches.delete(id),
      getCurrentPosition: () => {
        asked += 1
      },
    },
    fix(accuracy: number, longitude = 9.97655) {
      const coords = { longitude, latitude: 57.02812, accuracy }
      succeed({ coords, timestamp: 0 } as GeolocationPosition)
    },
    error(code: 1 | 2 | 3) {
      fail({ code } as GeolocationPositionError)
    },
  }
}

function start(options: Partial<GeolocationOptions> = {}) {
  const fake = fakeGeolocation()
  let nowMs = 1_000
  let tick = () => undefined as void
  let endWait = () => undefined as void
  const scope = effectScope()
  const located = scope.run(() =>
    useGeolocation({
      geolocation: fake.geolocation,
      now: () => nowMs,
      every: (_ms, callback) => {
        tick = callback
        return () => {
          tick = () => undefined
        }
      },
      after: (_ms, callback) => {
        endWait = callback
        return () => {
          endWait = () => undefined
        }
      },
      ...options,
    }),
  )!
  const pass = (ms: number) => {
    nowMs += ms
    tick()
  }
  /** The clock moves on, and the page does not know it yet. */
  const sleep = (ms: number) => {
    nowMs += ms
  }
  return { fake, located, pass, sleep, scope, endWait: () => endWait() }
}

describe('geolocation', () => {
  it('requests nothing before it is started', () => {
    const { fake, located } = start()
    expect(located.state.value).toBe('not-asked')
    expect(fake.watches.size).toBe(0)
  })

  it('goes from searching to known, with accuracy in whole metres', () => {
    const { fake, located } = start()
    located.start()
    expect(located.state.value).toBe('searching')
    fake.fix(7.6)
    expect(located.state.value).toBe('known')
    expect(located.position.value).toEqual({
      longitude: 9.97655,
      latitude: 57.02812,
      accuracyMetres: 8,
      source: 'gps',
    })
  })

  it('reports how old the last position is, and keeps it when a new one fails', () => {
    const { fake, located, pass } = start()
    located.start()
    fake.fix(8)
    pass(31_000)
    fake.error(2)
    expect(located.ageMs.value).toBe(31_000)
    expect(located.state.value).toBe('known')
    expect(located.position.value).not.toBeNull()
    fake.fix(5)
    expect(located.ageMs.value).toBe(0)
  })

  it('L1: never dates a position in the future when the clock jumps back', () => {
    const { fake, located, pass } = start()
    located.start()
    fake.fix(8)
    pass(-3_600_000)
    expect(located.ageMs.value).toBe(0)
  })

  it('N4: reports that the phone cannot find itself, and keeps trying', () => {
    const { fake, located } = start()
    located.start()
    fake.error(3)
    expect(located.state.value).toBe('timeout')
    fake.error(2)
    expect(located.state.value).toBe('no-signal')
    expect(fake.watches.size).toBe(1)
    fake.fix(40)
    expect(located.state.value).toBe('known')
  })

  it('N4: reports that the person refused, drops the place and stops', () => {
    const { fake, located } = start()
    located.start()
    fake.fix(8)
    fake.error(1)
    expect(located.state.value).toBe('denied')
    expect(located.position.value).toBeNull()
    expect(fake.watches.size).toBe(0)
  })

  it('N4: reports that there is no such thing here', () => {
    const { located } = start({ geolocation: undefined })
    located.start()
    expect(located.state.value).toBe('unavailable')
  })

  it('reports on plain http that no browser gives a position there, and requests none', () => {
    const { fake, located } = start({ isSecure: false })
    located.start()
    expect(located.state.value).toBe('insecure')
    expect(fake.watches.size).toBe(0)
  })

  it('rejects an impossible place, and treats a circle of unknown size as a very wide one', () => {
    const { fake, located } = start()
    located.start()
    fake.fix(8, NaN)
    fake.fix(8, 181)
    expect(located.position.value).toBeNull()
    for (const accuracy of [NaN, Infinity, -1, 150_000]) {
      fake.fix(accuracy)
      expect(located.position.value?.accuracyMetres).toBe(100_000)
    }
  })

  it('knows how old the last position is in a page that has just woken up, before any timer has run', () => {
    const { fake, located, sleep } = start()
    located.start()
    fake.fix(8)
    sleep(15_000)
    expect(located.staleMs()).toBeNull()
    sleep(1)
    expect(located.staleMs()).toBe(15_001)
  })

  it('requests again and returns the first fix from then on, whatever it comes from', async () => {
    const { fake, located, sleep } = start()
    located.start()
    fake.fix(8)
    sleep(300_000)
    const found = located.findAgain()
    expect(fake.asked()).toBe(1)
    fake.fix(5, 9.98)
    expect(await found).toMatchObject({ position: { longitude: 9.98 }, takenAt: 301_000 })
    expect(located.staleMs()).toBeNull()
  })

  it('returns null when nothing comes in time, keeps the old fix, and accepts a later one all the same', async () => {
    const { fake, located, endWait } = start()
    located.start()
    fake.fix(8)
    const found = located.findAgain()
    endWait()
    expect(await found).toBeNull()
    expect(located.last()?.takenAt).toBe(1_000)
    fake.fix(5, 9.98)
    expect(located.position.value?.longitude).toBe(9.98)
  })

  it('returns null at once where there is nothing to request, and when the person says no', async () => {
    expect(await start({ geolocation: undefined }).located.findAgain()).toBeNull()
    const { fake, located } = start()
    const found = located.findAgain()
    fake.error(1)
    expect(await found).toBeNull()
    expect(located.state.value).toBe('denied')
  })

  it('starts by itself only where it was allowed on an earlier day', async () => {
    const answering = (state: PermissionState) => ({
      query: async () => ({ state }) as PermissionStatus,
    })
    const allowed = start({ permissions: answering('granted') })
    await allowed.located.startIfAllowed()
    expect(allowed.fake.watches.size).toBe(1)
    const unasked = start({ permissions: answering('prompt') })
    await unasked.located.startIfAllowed()
    expect(unasked.fake.watches.size).toBe(0)
    const refused = start({ permissions: answering('denied') })
    await refused.located.startIfAllowed()
    expect(refused.located.state.value).toBe('denied')
  })

  it('watches once, and stops with its component', () => {
    const { fake, located, scope } = start()
    located.start()
    located.start()
    expect(fake.watches.size).toBe(1)
    scope.stop()
    expect(fake.watches.size).toBe(0)
  })
})
