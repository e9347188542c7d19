import { expect, it } from 'vitest'
import { dueState } from '../../../client/features/desk/dates/due-date.ts'
import { demoCities } from '../../../server/demo/demo-cities.ts'
import { pushesOf } from '../../../server/demo/demo-mutations.ts'
import type { DemoWalk } from '../../../server/demo/demo-walks.ts'
import { danishDay, danishInstant, danishOffset } from '../../../server/demo/danish-time.ts'
import { nightfall } from '../../../server/demo/nightfall.ts'
import {
  addDays,
  easterOf,
  isWorkingDay,
  weekday,
  weekOf,
} from '../../../server/demo/working-days.ts'

const dayMs = 86_400_000

/** Each day around Christmas, Easter and both changes of time, and one day of each week between, at hours that move through the day. */
function daysOfLoad(): number[] {
  const start = Date.UTC(2026, 10, 29)
  const isSpecial = (day: string) =>
    /-12-2|-12-3|-01-0|-03-2|-10-2/.test(day) ||
    Math.abs(Date.parse(day) - Date.parse(easterOf(Number(day.slice(0, 4))))) < 8 * dayMs
  return Array.from({ length: 800 }, (_, index) => index)
    .map((index) => ({ index, at: start + index * dayMs + (index % 24) * 3_600_000 }))
    .filter(({ index, at }) => index % 7 === 0 || isSpecial(danishDay(at)))
    .map(({ at }) => at)
}

interface Load {
  at: number
  today: string
  cities: DemoWalk[][]
}
const loads: Load[] = daysOfLoad().map((at) => ({
  at,
  today: danishDay(at),
  cities: demoCities.map((city) => [...city.walks(at)]),
}))
const dated = ({ cities }: Load) => cities.flat().filter(({ walk }) => walk.startsAt !== null)
const startOf = ({ walk }: DemoWalk) => Date.parse(walk.startsAt ?? '')
/** What is wrong, day by day of loading; empty when nothing is. */
const faults = (find: (load: Load) => (string | false)[]) =>
  loads.flatMap((load) => find(load).flatMap((fault) => (fault ? [`${load.today}: ${fault}`] : [])))
const officials = new Set(demoCities.flatMap(({ accounts }) => Object.keys(accounts)))

/** What the story leaves an observation with: the last deadline and the last status. */
function endOf({ steps }: DemoWalk['observations'][number]) {
  const dues = steps.flatMap((step) => (step.do === 'assign' ? [step.dueOn] : []))
  const statuses = steps.flatMap((step) => (step.do === 'status' ? [step.status] : []))
  const first = dues.length > 0 ? 'assigned' : 'received'
  return { dueOn: dues.at(-1) ?? null, status: statuses.at(-1) ?? first } as const
}

it('the demo’s walks are days and weeks before the day it is loaded, and one ahead, on whatever day that is', () => {
  const rightDays: Record<string, [from: number, to: number]> = {
    OEST29: [-45, -17],
    SVEN10: [-35, -8],
    MIDT20: [-25, -1],
    SIND18: [-32, -6],
    VEJG24: [3, 21],
  }
  const wrong = faults((load) =>
    dated(load).map((each) => {
      const days = (startOf(each) - load.at) / dayMs
      const [from, to] = rightDays[each.code ?? ''] ?? [0, 0]
      return !(days > from && days < to) && `${each.code ?? ''} ${String(days)}`
    }),
  )
  expect(wrong).toEqual([])
})

it('everything in the demo’s story is over when it is loaded, in the order it is told', () => {
  const wrong = faults((load) =>
    dated(load).flatMap((each) => {
      const orders = each.observations.map(({ sentAt, steps }) => [
        sentAt,
        ...steps.map(({ at }) => at),
      ])
      const times = orders.flat().map((at) => Date.parse(at))
      return [
        times.some((time) => time >= load.at) && `${each.code ?? ''} in the future`,
        times.some((time) => time <= startOf(each)) && `${each.code ?? ''} before its walk`,
        orders.some((order) => String(order) !== String([...order].sort())) && 'out of order',
      ]
    }),
  )
  expect(wrong).toEqual([])
})

it('every walk of the demo begins on a working day, in the evening and after dark, before midnight', () => {
  const wrong = faults((load) =>
    dated(load).flatMap((each) => {
      const start = startOf(each)
      const day = danishDay(start)
      return [
        !isWorkingDay(day) && `${day} is no working day`,
        start < nightfall(day) && `${day} is not dark`,
        start < danishInstant(day, '18:30') && `${day} too early`,
      ]
    }),
  )
  expect(wrong).toEqual([])
})

it('offices of the demo work on Danish working days only, and every deadline is on one', () => {
  const isOnTheEvening = (at: string, { walk }: DemoWalk) =>
    Date.parse(at) < Date.parse(walk.endsAt ?? '') + dayMs / 12
  const wrong = faults((load) =>
    dated(load).flatMap((each) =>
      each.observations
        .flatMap(({ steps }) => steps)
        .flatMap((step) => {
          const day = danishDay(Date.parse(step.at))
          const isAtWork = officials.has(step.by) && !isOnTheEvening(step.at, each)
          const dueOn = step.do === 'assign' ? step.dueOn : null
          return [
            isAtWork && !isWorkingDay(day) && `${step.by} works on ${day}`,
            dueOn !== null && !isWorkingDay(dueOn) && `due on ${dueOn}`,
          ]
        }),
    ),
  )
  expect(wrong).toEqual([])
})

it('each city of the demo has something due within a week and something overdue, on whatever day it is loaded', () => {
  const wrong = faults(({ cities, today }) =>
    cities.flatMap((walks) => {
      const ends = walks.flatMap(({ observations }) => observations).map(endOf)
      const states = ends.map(({ dueOn, status }) => dueState(dueOn, status, today))
      return [
        !states.includes('soon') && 'nothing soon',
        !states.includes('overdue') && 'all in time',
      ]
    }),
  )
  expect(wrong).toEqual([])
})

it('times and days in the texts of the demo follow the day of loading: hours, weeks, months and years', () => {
  const textsOf = (day: string) =>
    JSON.stringify(demoCities.map((city) => city.walks(danishInstant(day, '12:00'))))
  const autumn = textsOf('2026-11-29')
  const lacks = (text: string, words: string[]) => words.filter((each) => !text.includes(each))
  const winter = ['kl 22.30', 'Ringet ind kl. 23.12', 'uge 49', 'i december', 'i marts']
  expect(lacks(autumn, winter)).toEqual([])
  const summer = textsOf('2027-07-05')
  expect(lacks(summer, winter)).toEqual(winter)
  // Begins at half past eleven, when it is dark.
  expect(lacks(summer, ['kl 00.00', 'Ringet ind kl. 00.42', 'uge 27', 'i juli'])).toEqual([])
})

it('the demo’s times are Danish on both sides of both changes of time', () => {
  const iso = (day: string, time: string) => new Date(danishInstant(day, time)).toISOString()
  expect(iso('2026-10-24', '23:30')).toBe('2026-10-24T21:30:00.000Z')
  expect(iso('2026-10-25', '01:30')).toBe('2026-10-24T23:30:00.000Z')
  expect(iso('2026-10-25', '03:30')).toBe('2026-10-25T02:30:00.000Z')
  expect(iso('2027-03-28', '01:30')).toBe('2027-03-28T00:30:00.000Z')
  expect(iso('2027-03-28', '03:30')).toBe('2027-03-28T01:30:00.000Z')
  expect(danishOffset(Date.parse('2027-07-01T12:00:00Z'))).toBe(120)
  expect(danishOffset(Date.parse('2027-01-01T12:00:00Z'))).toBe(60)
})

it('each mutation of the demo has the UTC offset of its evening', () => {
  const offsets = (day: string) => {
    const walks = demoCities.flatMap((city) => [...city.walks(danishInstant(day, '12:00'))])
    return new Set(walks.flatMap(pushesOf).map(({ mutation }) => mutation.tzOffset))
  }
  expect([...offsets('2027-01-29')]).toEqual([60])
  expect([...offsets('2027-07-29')]).toEqual([120])
})

it('the demo’s calendar has Danish holidays, Easter and ISO weeks', () => {
  expect([2026, 2027, 2028, 2030].map(easterOf)).toEqual([
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2030-04-21',
  ])
  const closed = [
    '2026-04-02',
    '2026-04-03',
    '2026-04-06',
    '2026-05-14',
    '2026-05-25',
    '2026-06-05',
  ]
  expect([...closed, '2026-12-24', '2026-12-31'].map(isWorkingDay)).not.toContain(true)
  expect(['2026-05-01', '2026-12-23', '2028-02-29'].map(isWorkingDay)).not.toContain(false)
  expect(['2026-12-31', '2027-01-03', '2027-01-04', '2024-12-30'].map(weekOf)).toEqual([
    53, 53, 1, 1,
  ])
  expect(weekday(addDays('2026-11-29', 1))).toBe(1)
})

it('the demo computes dusk to a few minutes: the sun six degrees below the horizon of Aalborg', () => {
  const minutesFrom = (day: string, time: string) =>
    Math.abs(nightfall(day) - danishInstant(day, time)) / 60_000
  expect(minutesFrom('2026-12-21', '16:29')).toBeLessThan(5)
  expect(minutesFrom('2027-03-20', '19:10')).toBeLessThan(5)
  expect(minutesFrom('2027-06-21', '23:28')).toBeLessThan(5)
})
