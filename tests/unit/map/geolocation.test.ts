import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { useGeolocation, type GeolocationOptions } from '../../../client/map/use-geolocation.ts'

function fakeGeolocation() {
  let succeed: PositionCallback = () => undefined
  let fail: PositionErrorCallback = () => undefined
  const watches = new Set<number>()
  return {
    watches,
    geolocation: {
      watchPosition(onFix: PositionCallback, onError?: PositionErrorCallback | null) {
        succeed = onFix
        fail = onError ?? fail
        watches.add(watches.size + 1)
        return watches.size
      },
      clearWatch: (id: number) => void watches.delete(id),
    },
    fix(accuracy: number) {
      const coords = { longitude: 9.97655, latitude: 57.02812, accuracy }
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
      ...options,
    }),
  )!
  const pass = (ms: number) => {
    nowMs += ms
    tick()
  }
  return { fake, located, pass, scope }
}

describe('geolocation', () => {
  it('asks nobody before it is started', () => {
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

  it('says how old the last position is, and keeps it when a new one fails', () => {
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

  it('L1: a clock that jumps back makes no position of the future', () => {
    const { fake, located, pass } = start()
    located.start()
    fake.fix(8)
    pass(-3_600_000)
    expect(located.ageMs.value).toBe(0)
  })

  it('N4: says that the phone cannot find itself, and goes on trying', () => {
    const { fake, located } = start()
    located.start()
    fake.error(3)
    expect(located.state.value).toBe('no-signal')
    expect(fake.watches.size).toBe(1)
    fake.fix(40)
    expect(located.state.value).toBe('known')
  })

  it('N4: says that the person refused, forgets the place and stops', () => {
    const { fake, located } = start()
    located.start()
    fake.fix(8)
    fake.error(1)
    expect(located.state.value).toBe('denied')
    expect(located.position.value).toBeNull()
    expect(fake.watches.size).toBe(0)
  })

  it('N4: says when there is no such thing here', () => {
    const { located } = start({ geolocation: undefined })
    located.start()
    expect(located.state.value).toBe('unavailable')
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
