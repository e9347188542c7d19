import { describe, expect, it } from 'vitest'
import {
  answerTo,
  hasArrived,
  hasDone,
  isOver,
  metresTo,
  nextStop,
  stopStates,
} from '../../../client/features/walk/stops/stop-states.ts'
import type { OwnAnswer } from '../../../client/local/answers/answer-storage.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

const [first, second, third] = ['Tunnelen', 'Torvet', 'Skolen'].map((name, index) => ({
  ...{ id: someUuid(), name },
  ...{ longitude: 9.9 + index / 100, latitude: 57.04 },
})) as [Stop, Stop, Stop]
interface Stop {
  id: string
  name: string
  longitude: number
  latitude: number
}

type Delivery = OwnAnswer['delivery']

const rating = (
  { id: stopId }: Stop,
  { delivery = 'on-phone', isSkipped = false }: { delivery?: Delivery; isSkipped?: boolean } = {},
): OwnAnswer => ({
  ...{ id: someUuid(), delivery, problem: null, receivedAt: null },
  ...{ kind: 'stop', stopId, answers: { feeling: 2, alone: null, reasons: [], isSkipped } },
})

describe('the next stop', () => {
  it('is the first one of the plan that was neither rated nor skipped, in whatever order the others were', () => {
    const stops = [first, second, third]
    const numberOf = (own: OwnAnswer[]) => nextStop(stops, stopStates(own))?.number ?? null
    expect(numberOf([])).toBe(1)
    expect(numberOf([rating(third)])).toBe(1)
    expect(numberOf([rating(first), rating(second, { isSkipped: true })])).toBe(3)
    expect(numberOf(stops.map((stop) => rating(stop)))).toBeNull()
  })

  it('is still one whose rating was refused, and its answers are not shown again', () => {
    const own = [rating(first, { delivery: 'refused' })]
    expect(nextStop([first, second], stopStates(own))?.number).toBe(1)
    expect(answerTo(own, first.id)).toBeUndefined()
    expect(answerTo([rating(second)], second.id)?.feeling).toBe(2)
  })
})

describe('the distance to a stop', () => {
  it('is unknown without a position, and within 40 metres somebody is there', () => {
    expect(metresTo(first, null)).toBeNull()
    expect(metresTo(first, { ...first, source: 'gps' })).toBe(0)
    expect([null, 0, 40, 41].map(hasArrived)).toEqual([false, true, true, false])
  })
})

describe('a walk', () => {
  const planned = {
    ...{ phase: 'open' as const, startsAt: '2026-10-29T18:00:00Z', endsAt: '2026-10-29T20:00:00Z' },
  }
  const overAt = (moment: string, changes = {}) =>
    isOver({ ...planned, ...changes }, Date.parse(moment))

  it('is over when it was closed, or when its time has passed and nobody has begun it', () => {
    expect(overAt('2026-10-29T19:00:00Z')).toBe(false)
    expect(overAt('2026-10-29T19:00:00Z', { phase: 'closed' })).toBe(true)
    expect(overAt('2026-10-30T12:00:00Z')).toBe(true)
  })

  it('that was begun goes on past its time for six hours from its beginning', () => {
    const changes = { startedAt: '2026-10-29T18:10:00Z', endsAt: '2026-10-29T18:30:00Z' }
    expect(overAt('2026-10-30T00:09:00Z', changes)).toBe(false)
    expect(overAt('2026-10-30T00:11:00Z', changes)).toBe(true)
  })

  it('is begun on this phone once the leader has pressed, unless that was refused', () => {
    const start = (delivery: Delivery): OwnAnswer => ({
      ...{ id: someUuid(), delivery, problem: null, receivedAt: null, kind: 'start' },
    })
    expect(hasDone([start('on-phone')], 'start')).toBe(true)
    expect(hasDone([start('refused')], 'start')).toBe(false)
    expect(hasDone([start('on-phone')], 'close')).toBe(false)
  })
})
