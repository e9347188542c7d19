import { demoEvening } from '../../../server/demo/demo-evening.ts'
import { midtObservations } from '../../../server/demo/aalborg/walk-midt.ts'
import { oestObservations } from '../../../server/demo/aalborg/walk-oest.ts'
import { svenObservations } from '../../../server/demo/aalborg/walk-sven.ts'
import type { DemoObservation } from '../../../server/demo/demo-story.ts'

/** One of the three walks of domain.md §16, with what was found on it. */
export interface WalkStory {
  title: string
  /** As the planner types them. */
  date: string
  begins: string
  ends: string
  /** The moments of the evening, with the zone of that night. */
  startsAt: string
  endsAt: string
  stops: string[]
  findings: DemoObservation[]
}

const found = (of: typeof oestObservations, startsAt: string, minutes: number) =>
  of(demoEvening({ weekday: 4, startsAt: '22:00', minutes, workingDays: 1 }, Date.parse(startsAt)))

function story(
  plan: Omit<WalkStory, 'findings'>,
  of: typeof oestObservations,
  minutes: number,
): WalkStory {
  return { ...plan, findings: found(of, plan.startsAt, minutes) }
}

export const tunnels = story(
  {
    title: 'Stier og gangtunneller',
    ...{ date: '29.10.2026', begins: '19', ends: '21' },
    startsAt: '2026-10-29T19:00:00+01:00',
    endsAt: '2026-10-29T21:00:00+01:00',
    stops: ['Gangtunnel under Humlebakken, nord', 'P-plads bag butikkerne', 'Stoppested'],
  },
  oestObservations,
  120,
)

/** Begins on Friday and ends on Saturday. */
export const harbour = story(
  {
    title: 'Natteliv og havnefront',
    ...{ date: '20.11.2026', begins: '22', ends: '0.30' },
    startsAt: '2026-11-20T22:00:00+01:00',
    endsAt: '2026-11-21T00:30:00+01:00',
    stops: ['Jomfru Ane Gade, syd', 'Kaj ved Jomfru Ane Parken', 'Kajkant ved Honnørkajen'],
  },
  midtObservations,
  150,
)

/** In the night in which the hour from two to three comes twice. */
export const village = story(
  {
    title: 'Landsby i vintertid',
    ...{ date: '25.10.2026', begins: '1.30', ends: '4' },
    startsAt: '2026-10-25T01:30:00+02:00',
    endsAt: '2026-10-25T04:00:00+01:00',
    stops: ['Perron, Svenstrup Station', 'Hobrovej ved skolen', 'Torvet'],
  },
  svenObservations,
  210,
)
