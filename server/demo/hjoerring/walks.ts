import { openWalk, plannedWalk, type DemoWalk, type WalkPlan } from '../demo-walks.ts'
import { sindalObservations } from './walk-sindal.ts'

/** The whole area of the map of Sindal. */
const sindal: DemoWalk['walk']['area'] = [10.1646, 57.4498, 10.2351, 57.4899]

const evening: WalkPlan = {
  code: 'SIND18',
  title: 'Sindal – stationen, torvet og skolevejen',
  evening: { weekday: 1, startsAt: '19:00', minutes: 105, workingDays: 5 },
  meetingPlace: 'Sindal Station, Jernbanegade',
  phase: 'closed',
  stops: [
    'Sindal Station, Jernbanegade',
    'Gøgsigs Smøge ved Torvegade',
    'Nørre Torv',
    'Sindal Anlæg, legepladsen',
    'Skolegade ved skolen',
  ],
  observations: sindalObservations,
}

export function hjoerringWalks(loadedAt: number): DemoWalk[] {
  const open = (code: string | null, title: string) =>
    openWalk({ code, title, area: sindal, city: 'Hjørring' }, loadedAt)
  return [
    open(null, 'Løbende observationer'),
    plannedWalk(evening, loadedAt),
    open('SIND26', 'Prøv selv i Sindal – åben vandring'),
  ]
}
