import { expect, test } from 'vitest'
import { findingsByStop } from '../../../client/features/desk/walks/findings/findings-by-stop.ts'
import type { PositionSource } from '../../../shared/geo.ts'
import { makeObservation, someUuid } from '../../support/fixtures/make-observation.ts'

const stopAt = (name: string, latitude: number) => ({
  ...{ id: someUuid(), name, longitude: 9.92 },
  latitude,
})
const stops = [stopAt('Tunnelen', 57.04), stopAt('Torvet', 57.05), stopAt('Skolen', 57.06)]
const pinAt = (latitude: number, source: PositionSource = 'gps') => ({
  ...makeObservation(),
  id: someUuid(),
  position: { longitude: 9.92, latitude, source },
})

test('the findings of a walk stand at their nearest stop, every stop is there once, and the rest comes last', () => {
  const [near, other, far, typed] = [
    pinAt(57.0401),
    pinAt(57.0502),
    pinAt(57.045),
    pinAt(57.04, 'address'),
  ]
  const groups = findingsByStop([typed, other, far, near], stops)
  expect(groups.map(({ stop, number }) => [stop?.name ?? null, number])).toEqual([
    ['Tunnelen', 1],
    ['Torvet', 2],
    ['Skolen', 3],
    [null, 0],
  ])
  const ids = groups.map(({ findings }) => findings.map(({ id }) => id))
  expect(ids).toEqual([[near.id], [other.id], [], [typed.id, far.id]])
  expect(findingsByStop([near], stops)).toHaveLength(3)
})
