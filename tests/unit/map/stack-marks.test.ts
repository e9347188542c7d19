import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPin, MapStack, MapStop } from '../../../client/map/map-content.ts'
import { pixelsOf } from '../../../client/map/map-pixels.ts'
import { stackLabel, stopNumbers } from '../../../client/map/marks/stack-label.ts'
import { markPixels, pinLift, stackMarks } from '../../../client/map/marks/stack-marks.ts'
import { roomForNames } from '../../../client/map/marks/stop-names.ts'
import type { MapWords } from '../../../client/map/use-map-words.ts'

const pinAt = (id: string, longitude: number, latitude: number): MapPin => ({
  id,
  longitude,
  latitude,
  category: 'lys.slukket',
  family: 'open',
  label: id,
})
const stopAt = (number: number, longitude: number, latitude: number): MapStop => ({
  number,
  longitude,
  latitude,
  name: `Torv ${number}`,
  label: `Stop ${number}: Torv ${number}`,
})
const somewhere = fc.tuple(
  fc.double({ min: 9.9, max: 9.95, noNaN: true }),
  fc.double({ min: 57.03, max: 57.05, noNaN: true }),
)
const scene = fc.record({
  places: fc.array(somewhere, { maxLength: 120 }),
  halts: fc.array(somewhere, { maxLength: 8 }),
  zoom: fc.integer({ min: 9, max: 19 }),
})
const marksOf = ({ places, halts }: { places: [number, number][]; halts: [number, number][] }) => ({
  pins: places.map(([lon, lat], index) => pinAt(`pin-${String(index).padStart(3, '0')}`, lon, lat)),
  stops: halts.map(([lon, lat], index) => stopAt(index + 1, lon, lat)),
})
const squareOf = (stack: MapStack, zoom: number) => {
  const { x, y } = pixelsOf(stack, zoom)
  return { x, y: stack.stops.length > 0 ? y : y - pinLift }
}
const idsOf = (stacks: readonly MapStack[]) =>
  stacks.flatMap(({ pins, stops }) => [
    ...pins.map(({ id }) => id),
    ...stops.map(({ label }) => label),
  ])

describe('marks on the map', () => {
  it('never cover each other, at any zoom, and none is lost or doubled', () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const marks = marksOf(drawn)
        const stacks = stackMarks(marks, drawn.zoom)
        for (const [index, one] of stacks.entries()) {
          for (const other of stacks.slice(index + 1)) {
            const [a, b] = [squareOf(one, drawn.zoom), squareOf(other, drawn.zoom)]
            const apart = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))
            expect(apart).toBeGreaterThanOrEqual(markPixels)
          }
        }
        const all = [...marks.pins.map(({ id }) => id), ...marks.stops.map(({ label }) => label)]
        expect(idsOf(stacks).toSorted()).toEqual(all.toSorted())
      }),
    )
  })

  it('of eight pins at one spot are one with the number eight, however near one comes', () => {
    const pins = Array.from({ length: 8 }, (_, index) => pinAt(`pin-${index}`, 9.93, 57.04))
    for (let zoom = 9; zoom <= 19; zoom += 1) {
      const stacks = stackMarks({ pins, stops: [] }, zoom)
      expect(stacks).toMatchObject([{ id: 'pin-0', longitude: 9.93, latitude: 57.04 }])
      expect(stacks[0]?.pins).toHaveLength(8)
    }
  })

  it('stay where they are when a newer pin comes, and do not depend on the order in which pins are read', () => {
    fc.assert(
      fc.property(scene, somewhere, (drawn, [longitude, latitude]) => {
        const { pins, stops } = marksOf(drawn)
        const before = stackMarks({ pins, stops }, drawn.zoom)
        const more = [pinAt('pin-999', longitude, latitude), ...pins.toReversed()]
        const after = stackMarks({ pins: more, stops }, drawn.zoom)
        const placesOf = (stacks: MapStack[]) =>
          new Map(stacks.map(({ id, longitude: lon, latitude: lat }) => [id, `${lon},${lat}`]))
        for (const [id, place] of placesOf(before)) expect(placesOf(after).get(id)).toBe(place)
        expect(after.length - before.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('of stops are never hidden under pins: what would cover them lies under the stop, and is counted there', () => {
    const stops = [stopAt(1, 9.93, 57.04)]
    const pins = [pinAt('a', 9.93, 57.04), pinAt('b', 9.93, 57.04)]
    const [mark, ...more] = stackMarks({ pins, stops }, 17)
    expect(more).toEqual([])
    expect(mark).toMatchObject({ id: 'stop:1', stops: [{ number: 1 }] })
    expect(mark?.pins).toHaveLength(2)
  })

  it('are made of 5,000 pins without comparing each with each', () => {
    const pins = Array.from({ length: 5_000 }, (_, index) =>
      pinAt(
        `pin-${String(index).padStart(4, '0')}`,
        9.9 + (index % 70) / 2_000,
        57.03 + Math.floor(index / 70) / 4_000,
      ),
    )
    for (const zoom of [10, 14, 17, 19]) {
      expect(stackMarks({ pins, stops: [] }, zoom).flatMap((stack) => stack.pins)).toHaveLength(
        5_000,
      )
    }
    expect(stackMarks({ pins, stops: [] }, 10).length).toBeLessThan(60)
  })
})

describe('the name of a mark', () => {
  const words: MapWords = (key, named) => (named ? `${named['count']} ${key}` : key)
  const say = (stack: Partial<MapStack>, selectedId: string | null = null) =>
    stackLabel(
      { id: 'x', longitude: 0, latitude: 0, pins: [], stops: [], ...stack },
      { words, selectedId },
    )

  it('is the name of a pin or of a stop alone', () => {
    expect(say({ pins: [pinAt('Lampe slukket, Ny', 9, 57)] })).toBe('Lampe slukket, Ny')
    expect(say({ stops: [stopAt(3, 9, 57)] })).toBe('Stop 3: Torv 3')
  })

  it('counts several: how many, how many of them are unsent, whether the chosen one is among them, and that there is a list', () => {
    const pins = [{ ...pinAt('a', 9, 57), isUnsent: true }, pinAt('b', 9, 57)]
    expect(say({ pins }, 'b')).toBe('2 here, 1 unsentHere, selectedHere – showList')
    expect(say({ pins, stops: [stopAt(3, 9, 57)] })).toBe(
      'Stop 3: Torv 3, 2 here, 1 unsentHere – showList',
    )
    expect(say({ stops: [stopAt(1, 9, 57), stopAt(7, 9, 57)] })).toBe(
      '1·7, Stop 1: Torv 1, Stop 7: Torv 7 – showList',
    )
  })

  it('is short on the mark of several stops', () => {
    const numbers = (...all: number[]) => stopNumbers(all.map((number) => stopAt(number, 9, 57)))
    expect(numbers(4)).toBe('4')
    expect(numbers(1, 2, 3)).toBe('1–3')
    expect(numbers(1, 7)).toBe('1·7')
    expect(numbers(1, 3, 7)).toBe('1 +2')
  })
})

describe('the names of stops', () => {
  it('stand beside them where they cover nothing, else on the other side, else nowhere', () => {
    const zoom = 16
    const stops = [stopAt(1, 9.93, 57.04), stopAt(2, 9.94, 57.04)]
    const alone = stackMarks({ pins: [], stops }, zoom)
    expect([...roomForNames(alone, zoom)]).toEqual([
      ['stop:1', 'right'],
      ['stop:2', 'right'],
    ])
    const right = pinAt('right', 9.9314, 57.0399)
    const left = pinAt('left', 9.9286, 57.0399)
    const sideOf = (pins: MapPin[]) =>
      roomForNames(stackMarks({ pins, stops }, zoom), zoom).get('stop:1')
    expect(sideOf([right])).toBe('left')
    expect(sideOf([right, left])).toBeUndefined()
  })
})
