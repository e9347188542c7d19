import { describe, expect, test, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import type { Pin } from '../../../client/local/pins/pin.ts'
import { firstWalkView } from '../../../client/features/walk/walk-map/first-walk-view.ts'
import { allLayers, pinsOnMap } from '../../../client/features/walk/walk-map/pins-on-map.ts'
import { passes, steadyList } from '../../../client/features/walk/list/walk-list-order.ts'
import { useSteadyList } from '../../../client/features/walk/list/use-steady-list.ts'
import { coalesced, throttled } from '../../../client/features/walk/current-walk/reading-again.ts'
import type { Walk } from '../../../shared/walk/walk.ts'

interface Facts {
  delivery?: Pin['delivery']
  status?: string
  isOwn?: boolean
  source?: string
}
const pin = (id: string, facts: Facts = {}) =>
  ({
    id,
    delivery: facts.delivery ?? 'from-others',
    observation: {
      category: 'lys.slukket',
      status: facts.status ?? 'received',
      isOwn: facts.isOwn ?? false,
      position: { longitude: 9.9, latitude: 57, source: facts.source ?? 'gps' },
    },
  }) as unknown as Pin

describe('the list of the walk', () => {
  test('never moves under the finger: new pins wait, deleted ones leave, known ones keep their place', () => {
    const { shown, news } = steadyList(['b', 'gone', 'a'], [pin('new'), pin('a'), pin('b')])
    expect(shown.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(news.map(({ id }) => id)).toEqual(['new'])
  })

  test('shows pins at once while it is empty, and holds later ones back', async () => {
    const pins = ref<Pin[]>([])
    const { list, showNews } = useSteadyList(() => pins.value)
    pins.value = [pin('a'), pin('b')]
    await nextTick()
    expect(list.value.shown.map(({ id }) => id)).toEqual(['a', 'b'])
    pins.value = [pin('c'), pin('a'), pin('b')]
    await nextTick()
    expect(list.value.news.map(({ id }) => id)).toEqual(['c'])
    showNews()
    expect(list.value.shown.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })

  test('counts a pin that waits on the phone as open, whatever its status was', () => {
    expect(passes(pin('x', { delivery: 'on-phone', status: 'done' }), 'open')).toBe(true)
    expect(passes(pin('x', { status: 'done' }), 'solved')).toBe(true)
    expect(passes(pin('x', { status: 'declined' }), 'open')).toBe(false)
    expect(passes(pin('x', { isOwn: true }), 'own')).toBe(true)
  })
})

describe('pins on the map', () => {
  const draw = (pins: Pin[], layers = allLayers) =>
    pinsOnMap(pins, { layers, freshId: 'fresh', labelOf: ({ id }) => id })

  test('are drawn as unsent while they are, and cannot be switched off then', () => {
    const drawn = draw([pin('mine', { delivery: 'on-phone', isOwn: true })], {
      own: false,
      others: false,
      solved: false,
      route: false,
    })
    expect(drawn).toMatchObject([{ id: 'mine', isUnsent: true, label: 'mine' }])
  })

  test('can be hidden by layers: own, others and solved', () => {
    const pins = [
      pin('own', { isOwn: true, delivery: 'received' }),
      pin('other'),
      pin('done', { status: 'done' }),
    ]
    const ids = (layers: Partial<typeof allLayers>) =>
      draw(pins, { ...allLayers, ...layers }).map(({ id }) => id)
    expect(ids({})).toEqual(['own', 'other', 'done'])
    expect(ids({ own: false })).toEqual(['other', 'done'])
    expect(ids({ others: false })).toEqual(['own'])
    expect(ids({ solved: false })).toEqual(['own', 'other'])
  })

  test('are left out when they have an address and no place on the map', () => {
    expect(draw([pin('address', { source: 'address' })])).toEqual([])
  })

  test('are never drawn as solved for a status of a newer server', () => {
    expect(draw([pin('new', { status: 'archived' })])[0]?.family).toBe('open')
  })

  test('pulse only when they were just saved', () => {
    expect(draw([pin('fresh'), pin('old')]).map(({ isFresh }) => isFresh)).toEqual([true, false])
  })
})

test('the map of a walk opens over its route, or over its area when it has no route', () => {
  const walk = { area: [9.9, 57, 10, 57.1], route: [] } as unknown as Walk
  expect(firstWalkView(walk).center.longitude).toBeCloseTo(9.95)
  const routed = {
    ...walk,
    route: [
      [9.97, 57.02],
      [9.98, 57.03],
    ],
  } as unknown as Walk
  expect(firstWalkView(routed).center.longitude).toBeCloseTo(9.975)
  expect(firstWalkView(routed).zoom).toBeGreaterThan(firstWalkView(walk).zoom)
})

describe('rereading the pins after changes', () => {
  test('resolves with everything that was written before the call', async () => {
    let written = 0
    let seen = 0
    const gates: (() => void)[] = []
    const refresh = coalesced(async () => {
      const snapshot = written
      await new Promise<void>((resolve) => gates.push(resolve))
      seen = snapshot
    })
    void refresh()
    written = 1
    const after = refresh()
    gates.shift()?.()
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    gates.shift()?.()
    await after
    expect(seen).toBe(1)
  })

  test('happens once for ten changes during a reading', async () => {
    let readings = 0
    const refresh = coalesced(async () => {
      readings += 1
      await Promise.resolve()
    })
    await Promise.all(Array.from({ length: 10 }, () => refresh()))
    expect(readings).toBe(2)
  })

  test('starts at once, then pauses in proportion to its duration, and never misses the last change', async () => {
    vi.useFakeTimers()
    const seen: number[] = []
    let written = 0
    const news = throttled(async () => {
      const snapshot = written
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen.push(snapshot)
    })
    for (written = 1; written <= 40; written += 1) {
      news()
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(200)
    expect(seen[0]).toBe(1)
    expect(seen.at(-1)).toBe(40)
    // 400 ms of news, 80 ms for each reading and its rest.
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.length).toBeLessThan(9)
    vi.useRealTimers()
  })

  test('are read again within seconds by a phone that slept in the middle of a reading', async () => {
    vi.useFakeTimers()
    let read = 0
    const news = throttled(async () => {
      // The clock goes on while a phone sleeps.
      if (read === 0) await new Promise((resolve) => setTimeout(resolve, 2 * 60 * 60_000))
      read += 1
    })
    news()
    await vi.advanceTimersByTimeAsync(2 * 60 * 60_000)
    news()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(read).toBe(2)
    vi.useRealTimers()
  })
})
