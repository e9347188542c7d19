import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PositionSource } from '../../../../shared/geo.ts'
import type { ChosenStop } from '../../../../shared/observation/observation.ts'
import { findingsByStop, stopOf } from '../../../../shared/walk/findings-by-stop.ts'
import { makeObservation, someUuid } from '../../../support/fixtures/make-observation.ts'

const stopAt = (name: string, latitude: number) => ({
  ...{ id: someUuid(), name, longitude: 9.92 },
  latitude,
})
const [tunnel, square, school] = [
  stopAt('Tunnelen', 57.04),
  stopAt('Torvet', 57.05),
  stopAt('Skolen', 57.06),
]
const stops = [tunnel, square, school]
const pinAt = (latitude: number, source: PositionSource = 'gps', stop?: ChosenStop | null) => ({
  ...makeObservation(),
  id: someUuid(),
  position: { longitude: 9.92, latitude, source },
  stop,
})
const grouped = (findings: ReturnType<typeof pinAt>[]) =>
  findingsByStop(findings, stops, (one) => one)

test('the findings of a walk stand at their stop, every stop is there once, and the rest comes last', () => {
  const [near, other, far, typed] = [
    pinAt(57.0401),
    pinAt(57.0502),
    pinAt(57.045),
    pinAt(57.04, 'address'),
  ]
  const groups = grouped([typed, other, far, near])
  expect(groups.map(({ stop, number }) => [stop?.name ?? null, number])).toEqual([
    ['Tunnelen', 1],
    ['Torvet', 2],
    ['Skolen', 3],
    [null, 0],
  ])
  const ids = groups.map(({ findings }) => findings.map(({ id }) => id))
  expect(ids).toEqual([[near.id], [other.id], [], [typed.id, far.id]])
  expect(grouped([near])).toHaveLength(3)
})

test('the stop that a person has chosen comes before the nearest one, also where the place is far away or typed', () => {
  expect(stopOf(pinAt(57.0401, 'gps', school.id), stops)).toBe(school)
  expect(stopOf(pinAt(57.045, 'gps', school.id), stops)).toBe(school)
  expect(stopOf(pinAt(57.045, 'address', school.id), stops)).toBe(school)
  expect(stopOf(pinAt(57.0401, 'gps', 'none'), stops)).toBeUndefined()
  expect(stopOf(pinAt(57.0401, 'gps', null), stops)).toBe(tunnel)
})

test('a finding of a stop that was taken out of the plan belongs to the nearest one again', () => {
  expect(stopOf(pinAt(57.0401, 'gps', someUuid()), stops)).toBe(tunnel)
  expect(stopOf(pinAt(57.045, 'gps', someUuid()), stops)).toBeUndefined()
})

test('every finding stands in exactly one group, whatever was chosen', () => {
  const anyPin = fc
    .tuple(
      fc.double({ min: 57.03, max: 57.07, noNaN: true }),
      fc.constantFrom<PositionSource>('gps', 'map', 'address'),
      fc.constantFrom(undefined, null, 'none', tunnel.id, school.id, someUuid()),
    )
    .map(([latitude, source, stop]) => pinAt(latitude, source, stop))
  fc.assert(
    fc.property(fc.array(anyPin, { maxLength: 12 }), (findings) => {
      const groups = grouped(findings)
      const shown = groups.flatMap((group) => group.findings)
      expect(shown.map(({ id }) => id).sort()).toEqual(findings.map(({ id }) => id).sort())
      for (const { stop, findings: own } of groups)
        for (const one of own) expect(stopOf(one, stops) ?? null).toBe(stop)
    }),
  )
})
