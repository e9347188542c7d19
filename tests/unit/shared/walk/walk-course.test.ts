import { expect, test } from 'vitest'
import { walkCourse } from '../../../../shared/walk/course/walk-course.ts'
import { makeObservation, someUuid } from '../../../support/fixtures/make-observation.ts'

const stops = [
  { id: someUuid(), name: 'Tunnelen', longitude: 9.92, latitude: 57.04 },
  { id: someUuid(), name: 'Torvet', longitude: 9.92, latitude: 57.05 },
]
/** From stop to stop: 0.01 degrees of latitude, some 1,112 metres. */
const route = stops.map(({ longitude, latitude }) => [longitude, latitude] as const)

interface Told {
  receivedAt?: string | null
  isLate?: boolean
  isRestricted?: boolean
}
const found = ({ receivedAt = '2026-10-29T20:00:00.000Z', ...told }: Told = {}) => ({
  ...makeObservation(),
  id: someUuid(),
  position: { longitude: 9.92, latitude: 57.04, source: 'gps' as const },
  isLate: false,
  isRestricted: false,
  ...told,
  receivedAt,
})

test('a walk has covered the stops that have findings, and the findings that everybody may see are counted by the kilometre', () => {
  const course = walkCourse({ stops, route }, [found(), found(), found({ isRestricted: true })])
  expect(course.stopsWithFindings).toBe(1)
  expect(course.byStop.map(({ findings }) => findings.length)).toEqual([3, 0])
  expect(course.perKilometre).toBeCloseTo(2 / 1.112, 2)
})

test('nothing is divided by a route that is not there or only a mark on the map', () => {
  expect(walkCourse({ stops, route: [] }, [found()]).perKilometre).toBeNull()
  const mark = [[9.92, 57.04] as const, [9.92, 57.0405] as const]
  expect(walkCourse({ stops, route: mark }, [found()]).perKilometre).toBeNull()
})

test('the last arrival is the last of all, and the last late one is the last of those that came after the end', () => {
  const findings = [
    found({ receivedAt: '2026-10-30T07:00:00.000Z', isLate: true }),
    found({ receivedAt: '2026-10-30T08:00:00.000Z' }),
    found({ receivedAt: '2026-10-29T23:00:00.000Z', isLate: true }),
    found({ receivedAt: null }),
  ]
  const course = walkCourse({ stops, route }, findings)
  expect(course.late).toEqual({ count: 2, lastAt: '2026-10-30T07:00:00.000Z' })
  expect(course.lastAt).toBe('2026-10-30T08:00:00.000Z')
})

test('of a walk on which nothing was found no time is invented', () => {
  const course = walkCourse({ stops: [], route }, [])
  expect(course).toMatchObject({ late: { count: 0, lastAt: null }, lastAt: null, byStop: [] })
  expect(course.perKilometre).toBe(0)
})
