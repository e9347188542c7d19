import { describe, expect, it } from 'vitest'
import {
  changesOf,
  createArgs,
  mergePlans,
  valuesOf,
} from '../../../shared/walk/plan/plan-changes.ts'
import { momentOf, readClock } from '../../../shared/walk/plan/clock.ts'
import { emptyPlan, formOf, timesOf } from '../../../shared/walk/plan/plan-form.ts'
import { planLength } from '../../../shared/walk/plan/plan-length.ts'
import { planProblems } from '../../../shared/walk/plan/plan-problems.ts'
import { readPlace } from '../../../shared/walk/plan/typed-place.ts'
import { ratingGroups } from '../../../client/features/desk/walks/ratings/rating-lines.ts'
import { eveningLight, lightOnTheWay } from '../../../shared/walk/evening-light.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { BoundingBox } from '../../../shared/geo.ts'

const bounds: BoundingBox = [9.5, 56.85, 10.45, 57.22]
const here = { today: '2026-10-01', timeZone: 'Europe/Copenhagen' }
const zone = here.timeZone
const stop = (n: number) => ({
  id: `0190a000-0000-7000-8000-00000000000${String(n)}`,
  name: `Stop ${String(n)}`,
  longitude: 9.97 + n / 1000,
  latitude: 57.0281234567,
})
const walk: Walk = {
  id: '0190a000-0000-7000-8000-0000000000aa',
  title: 'Aalborg Øst',
  startsAt: '2026-10-29T18:00:00.000Z',
  endsAt: '2026-10-29T20:00:00.000Z',
  phase: 'planned',
  isStanding: false,
  meetingPlace: 'Ved skolen',
  area: [9.9, 57, 10, 57.1],
  route: [],
  stops: [stop(1), stop(2)],
  theme: 'Skolevej',
}
const edited = (changes: object) => valuesOf({ ...formOf(walk, zone), ...changes }, here)

describe('the form of a plan', () => {
  it('sends nothing of a plan that was read and not changed, not even the last decimal of a place', () => {
    expect(changesOf(walk, edited({}), bounds)).toEqual({})
  })

  it('sends each changed field alone, with what it was before', () => {
    const changes = changesOf(walk, edited({ theme: 'Sti', purpose: 'Lys' }), bounds)
    expect(changes).toEqual({
      theme: { base: 'Skolevej', value: 'Sti' },
      purpose: { base: null, value: 'Lys' },
    })
  })

  it('sends a route from a file with the area around it, and two who bring different ones choose', () => {
    const route = [
      [9.92, 57.03],
      [9.99, 57.06],
    ] as const
    const values = edited({ route })
    const changes = changesOf(walk, values, bounds)
    expect(changes.route).toEqual({ base: [], value: route })
    expect(changes.area?.value[3]).toBeGreaterThan(57.06)
    const theirs = edited({ route: route.slice(1) })
    const { conflicts } = mergePlans({ base: edited({}), theirs, mine: values })
    expect(conflicts.map(({ name }) => name)).toEqual(['route'])
  })

  it('moves the area with the stops, and leaves it when one is only renamed', () => {
    const form = formOf(walk, zone)
    const [first] = form.stops
    if (first) first.name = 'Tunnelen'
    expect(Object.keys(changesOf(walk, valuesOf(form, here), bounds))).toEqual(['stops'])
    form.stops.pop()
    expect(Object.keys(changesOf(walk, valuesOf(form, here), bounds))).toEqual(['stops', 'area'])
  })

  it('makes a planned walk with the parties and functions that were chosen, and none where nothing was', () => {
    const values = { ...edited({ parties: ['politi'], functions: ['leader'] }) }
    expect(createArgs(values, { walkId: 'new', bounds })).toMatchObject({
      walkId: 'new',
      phase: 'planned',
      parties: ['politi'],
      functions: ['leader'],
    })
    expect(createArgs(edited({}), { walkId: 'new', bounds })).toMatchObject({
      parties: null,
      functions: null,
    })
  })

  it('without stops has the area of the municipality', () => {
    const values = valuesOf({ ...emptyPlan(), title: 'Ny' }, here)
    expect(createArgs(values, { walkId: 'new', bounds }).area).toEqual(bounds)
  })
})

describe('two who plan at once', () => {
  const mine = edited({ title: 'Mit', theme: 'Sti' })
  const theirs = edited({ title: 'Deres', meetingPlace: 'Kirken' })

  it('keep what only one of them has changed, and choose where both have', () => {
    const { merged, conflicts } = mergePlans({ base: walk, theirs, mine })
    expect(merged).toMatchObject({ title: 'Mit', theme: 'Sti', meetingPlace: 'Kirken' })
    expect(conflicts.map(({ name }) => name)).toEqual(['title'])
  })

  it('have nothing to choose when both have written the same', () => {
    const { conflicts } = mergePlans({ base: walk, theirs: edited({ title: 'Mit' }), mine })
    expect(conflicts).toEqual([])
  })
})

describe('what must be mended in a plan', () => {
  const rules = { ...here, bounds, mayBeUndated: false }
  const codes = (changes: object) =>
    planProblems({ ...formOf(walk, zone), ...changes }, rules).map(({ code }) => code)

  it('is listed at once, and nothing is left when it is mended', () => {
    const stops = [{ id: 'a', name: '', place: 'ved åen', point: null }]
    const wrong = { title: ' ', day: '31.02', start: 'aften', end: '25', stops }
    expect(codes(wrong)).toEqual([
      ...['needs-title', 'needs-day', 'bad-clock', 'bad-clock'],
      ...['stop-name', 'stop-place'],
    ])
    expect(codes({})).toEqual([])
  })

  it('is a stop or a route outside the municipality, and a walk that would last half a day', () => {
    const stops = [{ id: 'a', name: 'Her', place: '', point: { longitude: 12.5, latitude: 55.6 } }]
    expect(codes({ stops })).toEqual(['stop-outside'])
    expect(
      codes({
        route: [
          [9.9, 57],
          [12.5, 55.6],
        ],
      }),
    ).toEqual(['route-outside'])
    expect(codes({ start: '20.00', end: '19.00' })).toEqual(['too-far'])
  })

  it('is no date where the walk has been open all year', () => {
    const undated = { ...formOf(walk, zone), day: '', start: '', end: '' }
    expect(planProblems(undated, { ...rules, mayBeUndated: true })).toEqual([])
    expect(planProblems(undated, rules).map(({ code }) => code)).toEqual([
      'needs-day',
      'needs-start',
    ])
  })
})

describe('times and places as they are typed', () => {
  it('are read as people write them', () => {
    expect(['19', '19.30', '19:30', '1930', 'kl. 9'].map(readClock)).toEqual([
      1140, 1170, 1170, 1170, 540,
    ])
    expect(['24', '19.60', 'syv', ''].map(readClock)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    const place = { latitude: 57.0281, longitude: 9.9765 }
    expect(['57.0281, 9.9765', '57,0281; 9,9765', '57.0281 9.9765'].map(readPlace)).toEqual([
      place,
      place,
      place,
    ])
    expect(['57.0281', '97.1, 9.9', 'her'].map(readPlace)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('pass midnight and the night with 25 hours', () => {
    const form = { ...formOf(walk, zone), day: '24.10.2026', start: '23.00', end: '04.00' }
    const { startMs, endMs } = timesOf(form, here)
    expect(new Date(startMs ?? 0).toISOString()).toBe('2026-10-24T21:00:00.000Z')
    expect(new Date(endMs ?? 0).toISOString()).toBe('2026-10-25T03:00:00.000Z')
    expect(momentOf('2026-03-29', 12 * 60, zone)).toBe(Date.parse('2026-03-29T10:00:00Z'))
  })
})

describe('the length of a plan', () => {
  it('is the way along the stops at 4 km/h and five minutes at each', () => {
    const at = (latitude: number) => ({ longitude: 9.9, latitude })
    const { metres, minutes } = planLength({ stops: [at(57), at(57.009), at(57.018)], route: [] })
    expect(Math.round(metres)).toBe(2002)
    expect(minutes).toBe(50)
    expect(planLength({ stops: [], route: [] })).toEqual({ metres: 0, minutes: 0 })
  })
})

describe('the light of a plan', () => {
  const aalborg = { longitude: 9.98, latitude: 57.03 }

  it('names sunset and the end of civil twilight of the place and day', () => {
    const { sunsetMs, darkFromMs } = eveningLight('2026-10-29', aalborg)
    expect(new Date(sunsetMs ?? 0).toISOString()).toMatch(/^2026-10-29T15:4/)
    expect(new Date(darkFromMs ?? 0).toISOString()).toMatch(/^2026-10-29T16:2/)
    expect(eveningLight('2026-06-21', { longitude: 20, latitude: 70 }).darkFromMs).toBeNull()
  })

  it('is light, twilight, partly dark or dark on the way', () => {
    const at = (time: string) => Date.parse(`2026-10-29T${time}:00Z`)
    expect(lightOnTheWay(at('13:00'), at('14:00'), aalborg)).toBe('day')
    expect(lightOnTheWay(at('15:50'), at('16:00'), aalborg)).toBe('twilight')
    expect(lightOnTheWay(at('15:00'), at('17:00'), aalborg)).toBe('partly')
    expect(lightOnTheWay(at('18:00'), at('20:00'), aalborg)).toBe('dark')
  })
})

describe('the spread of a stop', () => {
  it('becomes five bars, two questions in counts, and no mean', () => {
    const zero = { view: 0, people: 0, tidiness: 0, traffic: 0, noise: 0, smell: 0 }
    const groups = ratingGroups({
      answers: 9,
      feeling: [2, 4, 1, 1, 1],
      alone: { yes: 3, 'if-needed': 2, no: 4 },
      reasons: { light: 6, ...zero, behaviour: 0, wayfinding: 0, other: 0 },
      light: { day: 0, twilight: 0, dark: 9 },
    })
    expect(groups.map(({ lines }) => lines.map(({ count }) => count))).toEqual([
      [2, 4, 1, 1, 1],
      [3, 2, 4],
      [6],
    ])
    expect(groups[0]?.lines.map(({ share }) => share)).toEqual([0.5, 1, 0.25, 0.25, 0.25])
  })
})
