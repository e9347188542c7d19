import type { BoundingBox } from '../../shared/geo.ts'
import type { Walk, WalkPhase } from '../../shared/walk.ts'
import { danishTime, demoId } from './demo-ids.ts'
import type { DemoObservation } from './demo-story.ts'
import { midtObservations } from './walk-midt.ts'
import { oestObservations } from './walk-oest.ts'
import { svenObservations } from './walk-sven.ts'

export interface DemoWalk {
  code: string | null
  /** As it is while the demo is loaded: everything arrived while the walk was open. */
  walk: Walk
  /** As it is today. */
  phase: WalkPhase
  observations: readonly DemoObservation[]
}

/** Planned before the first walk of the demo. */
const plannedAt = '2026-10-05T09:00:00.000Z'

interface Plan {
  code: string
  title: string
  startsAt: string
  endsAt: string
  meetingPlace: string
  phase: WalkPhase
  /** Places of observations that were stops of the route, in the order they were walked. */
  stops: string[]
  observations: readonly DemoObservation[]
}

const plans: Plan[] = [
  {
    code: 'OEST29',
    title: 'Aalborg Øst – stier og gangtunneller',
    startsAt: danishTime('2026-10-29T19:00'),
    endsAt: danishTime('2026-10-29T21:00'),
    meetingPlace: 'Gangtunnel under Humlebakken, nord',
    phase: 'closed',
    stops: [
      'Gangtunnel under Humlebakken, nord',
      'Stien langs Fyrkildevej',
      'Boldbanen ved skolen',
      'P-plads bag butikkerne',
      'Stoppested',
      'Kælderindgang, blok',
      'Bænke ved søen',
    ],
    observations: oestObservations,
  },
  {
    code: 'MIDT20',
    title: 'Midtbyen og havnefronten – natteliv',
    startsAt: danishTime('2026-11-20T22:00'),
    endsAt: danishTime('2026-11-21T00:30'),
    meetingPlace: 'Jomfru Ane Gade, syd',
    phase: 'open',
    stops: [
      'Jomfru Ane Gade, syd',
      'Ved Stranden, krydsning',
      'Kaj ved Jomfru Ane Parken',
      'Under Limfjordsbroen',
      'Kajkant ved Honnørkajen',
      'Nytorv, natbus',
      'Ventested for taxa',
    ],
    observations: midtObservations,
  },
  {
    code: 'SVEN10',
    title: 'Svenstrup – landsby, skolevej og station',
    startsAt: danishTime('2026-11-10T18:30'),
    endsAt: danishTime('2026-11-10T20:15'),
    meetingPlace: 'Perron, Svenstrup Station',
    phase: 'closed',
    stops: [
      'Perron, Svenstrup Station',
      'Tunnel under banen',
      'Hobrovej ved skolen',
      'Sti til hallen',
      'Plejehjem, indgang',
      'Torvet',
    ],
    observations: svenObservations,
  },
]

/** 300 metres in degrees, at the latitude of Aalborg. */
const margin = { longitude: 0.005, latitude: 0.0027 }

function areaAround(points: readonly { longitude: number; latitude: number }[]): BoundingBox {
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

function plannedWalk(plan: Plan): DemoWalk {
  const { code, title, startsAt, endsAt, meetingPlace, observations, phase } = plan
  const stops = plan.stops.flatMap((name) => {
    const place = observations.find((observation) => observation.place === name)
    const { longitude, latitude } = place ?? {}
    if (longitude === undefined || latitude === undefined) return []
    return [{ id: demoId(`${code} stop ${name}`, plannedAt), name, longitude, latitude }]
  })
  const walk: Walk = {
    id: demoId(`walk ${code}`, plannedAt),
    ...{ title, startsAt, endsAt, meetingPlace, stops },
    phase: 'open',
    isStanding: false,
    area: areaAround(observations),
    route: stops.map(({ longitude, latitude }) => [longitude, latitude] as const),
  }
  return { code, walk, phase, observations }
}

/** A walk that is open all year, without observations of its own. */
function openWalk(title: string, details: Pick<Walk, 'isStanding' | 'area'>): Walk {
  return {
    id: demoId(`walk ${title}`, plannedAt),
    title,
    startsAt: null,
    endsAt: null,
    phase: 'open',
    meetingPlace: null,
    route: [],
    stops: [],
    ...details,
  }
}

/** In the order the terminal prints them; the one for trying things comes last. */
export const demoWalks: readonly DemoWalk[] = [
  {
    code: null,
    // The inner city only: a phone makes the map of a walk's whole area ready.
    walk: openWalk('Løbende observationer', {
      isStanding: true,
      area: [9.88, 57.02, 9.96, 57.06],
    }),
    phase: 'open',
    observations: [],
  },
  ...plans.map(plannedWalk),
  {
    code: 'NYVA26',
    // Midtbyen to Aalborg Øst, small enough for an offline map on any phone.
    walk: openWalk('Prøv selv – åben vandring', {
      isStanding: false,
      area: [9.91, 57.02, 9.99, 57.055],
    }),
    phase: 'open',
    observations: [],
  },
]

export const leaderCodeOf = (code: string): string => `${code}LEDER`
