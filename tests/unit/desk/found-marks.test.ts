import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxOfView, viewOfBox } from '../../../client/map/box-view.ts'
import { firstBox } from '../../../client/features/desk/overview-map/first-view.ts'
import { freshIds, mapMarks } from '../../../client/map/marks/found-marks.ts'
import type { Cluster } from '../../../shared/contract/api-contract.ts'
import { carla } from './fake-desk.ts'
import { makeVisible } from './make-visible.ts'

const words = {
  pin: ({ category, status }: { category: string; status: string }) => `${category} ${status}`,
  cluster: (count: number) => `${count}`,
}
const single = (id: string): Cluster => ({
  longitude: 9.9,
  latitude: 57,
  count: 1,
  id,
  category: 'lys.slukket',
  status: 'received',
  severity: 2,
})
const gathered: Cluster = { longitude: 9.95, latitude: 57.02, count: 12 }

describe('marks on the map', () => {
  it('are pins for single observations and circles with a count for clusters', () => {
    const marks = mapMarks({ gathered: [single('a'), gathered], opened: null, zoom: 14 }, words)
    expect(marks.pins.map(({ id }) => id)).toEqual(['a'])
    expect(marks.clusters).toMatchObject([{ count: 12, label: '12' }])
  })

  it('always show the open observation with its present status, also where it is inside a cluster', () => {
    const opened = makeVisible({ status: 'done' })
    const inside = mapMarks({ gathered: [gathered], opened: opened, zoom: 14 }, words)
    expect(inside.pins).toMatchObject([{ id: opened.id, family: 'solved' }])
    const beside = mapMarks(
      { gathered: [single(opened.id), gathered], opened: opened, zoom: 14 },
      words,
    )
    expect(beside.pins.map(({ id }) => id)).toEqual([opened.id])
  })

  it('say of a finding its number and severity as far as the server has told them', () => {
    const named = { ...single('a'), number: 1007 }
    const label = ({
      number,
      severity,
    }: {
      number?: number | undefined
      severity?: number | undefined
    }) => `${number} ${severity}`
    const opened = makeVisible({ number: 1008, severity: 4 })
    const { pins } = mapMarks({ gathered: [named], opened, zoom: 19 }, { ...words, pin: label })
    expect(pins.map((pin) => pin.label)).toEqual(['1007 2', '1008 4'])
  })

  it('do not show an open observation that was withdrawn', () => {
    expect(
      mapMarks({ gathered: [], opened: makeVisible({ isWithdrawn: true }), zoom: 14 }, words).pins,
    ).toEqual([])
  })

  it('treat a status of a newer server as open', () => {
    const [pin] = mapMarks(
      { gathered: [{ ...single('a'), status: 'merged' }], opened: null, zoom: 14 },
      words,
    ).pins
    expect(pin?.family).toBe('open')
  })

  it('are new only when they were not there before, and nothing is new at first', () => {
    expect([...freshIds(null, [single('a')])]).toEqual([])
    expect([...freshIds(new Set(['a']), [single('a'), single('b'), gathered])]).toEqual(['b'])
  })
})

const place = fc.record({
  longitude: fc.double({ min: 9.5, max: 10.4, noNaN: true }),
  latitude: fc.double({ min: 56.86, max: 57.2, noNaN: true }),
})

describe('where the map begins', () => {
  const size = { width: 800, height: 600 }

  it('shows the whole of a box in a pane of any size', () => {
    const side = fc.integer({ min: 200, max: 2_000 })
    fc.assert(
      fc.property(place, place, fc.record({ width: side, height: side }), (a, b, pane) => {
        const box = [
          Math.min(a.longitude, b.longitude),
          Math.min(a.latitude, b.latitude),
          Math.max(a.longitude, b.longitude) + 0.001,
          Math.max(a.latitude, b.latitude) + 0.001,
        ] as const
        const shown = boxOfView(viewOfBox(box, pane), pane)
        const tolerance = 1e-3
        expect(shown[0]).toBeLessThanOrEqual(box[0] + tolerance)
        expect(shown[1]).toBeLessThanOrEqual(box[1] + tolerance)
        expect(shown[2]).toBeGreaterThanOrEqual(box[2] - tolerance)
        expect(shown[3]).toBeGreaterThanOrEqual(box[3] - tolerance)
      }),
    )
  })

  it('shows as many pixels of the world as the pane has', () => {
    const [west, , east] = boxOfView({ longitude: 10, latitude: 57, zoom: 10 }, size)
    expect(((east - west) / 360) * 256 * 2 ** 10).toBeCloseTo(size.width, 6)
  })

  it('holds the chosen walks, otherwise the dated ones, otherwise the municipality', () => {
    const walk = (id: string, startsAt: string | null, west: number) => ({
      id,
      title: id,
      startsAt,
      endsAt: null,
      area: [west, 57, west + 0.1, 57.1] as [number, number, number, number],
      ...{
        phase: 'open' as const,
        startedAt: null,
        isStanding: false,
        stopCount: 0,
        follows: null,
      },
    })
    const walks = [
      walk('a', '2026-10-29T18:00:00Z', 9.9),
      walk('b', '2026-11-10T18:00:00Z', 10.1),
      walk('all year', null, 9.5),
    ]
    expect(firstBox({ ...carla, walks }, [])).toEqual([9.9, 57, 10.2, 57.1])
    expect(firstBox({ ...carla, walks }, ['b'])).toEqual([10.1, 57, 10.2, 57.1])
    expect(firstBox(carla, [])).toEqual(carla.municipality.bounds)
  })
})
