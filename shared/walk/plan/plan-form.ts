import type { PlaceKind } from '../place-kinds.ts'
import type { WalkFunction } from '../walk-functions.ts'
import type { Walk, WalkStop } from '../walk.ts'
import { calendarDayOf } from '../../timestamps.ts'
import { readTypedDay, writeTypedDay } from '../../text/typed-day.ts'
import { clockAt, endAfter, momentOf, readClock, writeClock } from './clock.ts'
import { readPlace, writePlace } from './typed-place.ts'

/** A stop as it is typed. `point` is exact where it was not typed, and null where nothing can be read. */
export interface FormStop {
  id: string
  name: string
  place: string
  point: Pick<WalkStop, 'longitude' | 'latitude'> | null
}

/** The plan as it is typed. */
export interface PlanForm {
  title: string
  host: string
  purpose: string
  theme: string
  placeKind: PlaceKind | ''
  day: string
  start: string
  end: string
  meetingPlace: string
  stops: FormStop[]
  parties: string[]
  functions: WalkFunction[]
  /** The way between the stops; empty where nobody has brought one. */
  route: Walk['route']
}

export const emptyPlan = (): PlanForm => ({
  ...{ title: '', host: '', purpose: '', theme: '', placeKind: '' },
  ...{ day: '', start: '', end: '', meetingPlace: '', stops: [], route: [] },
  ...{ parties: [], functions: [] },
})

export const placedStop = (id: string, point: NonNullable<FormStop['point']>): FormStop => ({
  id,
  name: '',
  place: writePlace(point),
  point,
})

export const writtenStop = (id: string): FormStop => ({ id, name: '', place: '', point: null })

/** What was typed decides from now on. */
export function typePlace(stop: FormStop, place: string): void {
  stop.place = place
  stop.point = readPlace(place) ?? null
}

type Planned = Pick<Walk, 'title' | 'startsAt' | 'endsAt' | 'meetingPlace' | 'stops' | 'route'> &
  Pick<Walk, 'host' | 'purpose' | 'theme' | 'placeKind' | 'parties' | 'functions'>

export function formOf(walk: Planned, timeZone: string): PlanForm {
  const clock = (at: string | null) =>
    at === null ? '' : writeClock(clockAt(Date.parse(at), timeZone))
  const { startsAt, endsAt } = walk
  return {
    title: walk.title,
    host: walk.host ?? '',
    purpose: walk.purpose ?? '',
    theme: walk.theme ?? '',
    placeKind: walk.placeKind ?? '',
    day: startsAt === null ? '' : writeTypedDay(calendarDayOf(Date.parse(startsAt), timeZone)),
    start: clock(startsAt),
    end: clock(endsAt),
    meetingPlace: walk.meetingPlace ?? '',
    stops: walk.stops.map(({ id, name, longitude, latitude }) => ({
      ...placedStop(id, { longitude, latitude }),
      name,
    })),
    route: walk.route,
    parties: [...(walk.parties ?? [])],
    functions: [...(walk.functions ?? [])],
  }
}

export interface Here {
  today: string
  timeZone: string
}

/** Start and end as moments, as far as they can be read. An end that is not later than the start means the day after. */
export function timesOf({ day, start, end }: PlanForm, { today, timeZone }: Here) {
  const date = readTypedDay(day, today)
  const from = readClock(start)
  const to = readClock(end)
  if (date === undefined || from === undefined) return { startMs: null, endMs: null }
  const startMs = momentOf(date, from, timeZone)
  const endMs = to === undefined ? null : momentOf(date, endAfter(from, to), timeZone)
  return { startMs, endMs }
}

/** The stops that lie somewhere, in order. */
export const stopsOf = ({ stops }: PlanForm): WalkStop[] =>
  stops.flatMap(({ id, name, point }) => (point ? [{ id, name: name.trim(), ...point }] : []))
