import type { BoundingBox } from '../../shared/geo.ts'
import type { Timestamp } from '../../shared/timestamps.ts'
import type { PlaceKind } from '../../shared/walk/place-kinds.ts'
import type { Walk, WalkPhase } from '../../shared/walk/walk.ts'
import { demoEvening, type DemoEvening, type EveningPlan } from './demo-evening.ts'
import { demoId } from './demo-ids.ts'
import type { DemoObservation } from './demo-story.ts'

export interface DemoWalk {
  code: string | null
  /** The walk while the demo is loaded: everything arrives while it is open. */
  walk: Walk
  /** Its phase after the load. */
  phase: WalkPhase
  observations: readonly DemoObservation[]
}

type Place = Pick<DemoObservation, 'longitude' | 'latitude'>
type NamedPlace = Place & { name: string }

export interface WalkPlan {
  code: string
  title: string
  evening: EveningPlan
  meetingPlace: string
  placeKind?: PlaceKind
  phase: WalkPhase
  /** In the order they are visited: places of observations that were stops of the route, or places of their own. */
  stops: readonly (string | NamedPlace)[]
  observations?: (evening: DemoEvening) => DemoObservation[]
}

/** 300 metres in degrees, at the latitude of Aalborg. */
const margin = { longitude: 0.005, latitude: 0.0027 }

function areaAround(points: readonly Place[]): BoundingBox {
  const longitudes = points.map(({ longitude }) => longitude)
  const latitudes = points.map(({ latitude }) => latitude)
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return [
    round(Math.min(...longitudes) - margin.longitude),
    round(Math.min(...latitudes) - margin.latitude),
    round(Math.max(...longitudes) + margin.longitude),
    round(Math.max(...latitudes) + margin.latitude),
  ]
}

/** All walks are created when the demo is loaded, also past ones, so that their ids reveal the time of the load. */
const madeAt = (loadedAt: number): Timestamp => new Date(loadedAt).toISOString()

/** Returns a walk of one evening. */
export function plannedWalk(plan: WalkPlan, loadedAt: number): DemoWalk {
  const { code, title, meetingPlace, placeKind, phase } = plan
  const evening = demoEvening(plan.evening, loadedAt)
  const observations = plan.observations?.(evening) ?? []
  const stops = plan.stops.flatMap((stop) => {
    const known = observations.find(({ place }) => place === stop)
    const place = typeof stop === 'string' ? known && { ...known, name: stop } : stop
    if (!place) return []
    const { name, longitude, latitude } = place
    return [{ id: demoId(`${code} stop ${name}`, madeAt(loadedAt)), name, longitude, latitude }]
  })
  const walk: Walk = {
    id: demoId(`walk ${code}`, madeAt(loadedAt)),
    ...{ title, meetingPlace, stops },
    ...(placeKind && { placeKind }),
    startsAt: evening.at(0),
    endsAt: evening.endsAt,
    phase: 'open',
    isStanding: false,
    area: areaAround([...observations, ...stops]),
    route: stops.map(({ longitude, latitude }) => [longitude, latitude] as const),
  }
  return { code, walk, phase, observations }
}

interface OpenWalk extends Pick<Walk, 'title' | 'area'> {
  /** Without one it is the standing walk of its city. */
  code: string | null
  city: string
}

/** Returns a walk that is open all year, without observations of its own. */
export function openWalk({ code, title, area, city }: OpenWalk, loadedAt: number): DemoWalk {
  const walk: Walk = {
    id: demoId(`walk ${city} ${code ?? 'standing'}`, madeAt(loadedAt)),
    ...{ title, area },
    ...{ startsAt: null, endsAt: null, meetingPlace: null },
    phase: 'open',
    isStanding: code === null,
    ...{ route: [], stops: [] },
  }
  return { code, walk, phase: 'open', observations: [] }
}

export const leaderCodeOf = (code: string): string => `${code}LEDER`
