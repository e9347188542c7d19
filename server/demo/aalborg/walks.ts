import { openWalk, plannedWalk, type DemoWalk, type WalkPlan } from '../demo-walks.ts'
import { midtObservations } from './walk-midt.ts'
import { oestObservations } from './walk-oest.ts'
import { svenObservations } from './walk-sven.ts'

const plans: WalkPlan[] = [
  {
    code: 'OEST29',
    title: 'Aalborg Øst – stier og gangtunneller',
    evening: { weekday: 4, startsAt: '19:00', minutes: 120, workingDays: 14 },
    meetingPlace: 'Gangtunnel under Humlebakken, nord',
    placeKind: 'tunnel',
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
    evening: { weekday: 5, startsAt: '22:00', minutes: 150, workingDays: 1 },
    meetingPlace: 'Jomfru Ane Gade, syd',
    placeKind: 'nightlife',
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
    evening: { weekday: 2, startsAt: '18:30', minutes: 105, workingDays: 7 },
    meetingPlace: 'Perron, Svenstrup Station',
    placeKind: 'station',
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
  {
    code: 'VEJG24',
    title: 'Vejgaard – torvet, stierne og skolen',
    evening: { weekday: 3, startsAt: '19:00', minutes: 120, workingDays: null },
    meetingPlace: 'Torvet ved butikkerne',
    placeKind: 'school-road',
    phase: 'planned',
    stops: [
      { name: 'Torvet ved butikkerne', longitude: 9.95105, latitude: 57.0427 },
      { name: 'Stien bag kirken', longitude: 9.9534, latitude: 57.0419 },
      { name: 'Skolegården', longitude: 9.9561, latitude: 57.0408 },
      { name: 'Parkeringen ved hallen', longitude: 9.9549, latitude: 57.0393 },
    ],
  },
]

export function aalborgWalks(loadedAt: number): DemoWalk[] {
  const open = (code: string | null, title: string, area: DemoWalk['walk']['area']) =>
    openWalk({ code, title, area, city: 'Aalborg' }, loadedAt)
  return [
    // The area is the inner city only, because a phone downloads the map of a walk's whole area.
    open(null, 'Løbende observationer', [9.88, 57.02, 9.96, 57.06]),
    ...plans.map((plan) => plannedWalk(plan, loadedAt)),
    // The area reaches from Midtbyen to Aalborg Øst and is small enough for an offline map on any phone.
    open('NYVA26', 'Prøv selv – åben vandring', [9.91, 57.02, 9.99, 57.055]),
  ]
}
