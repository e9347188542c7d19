import type { Municipality } from '../../../shared/municipality/municipality.ts'
import { accountsAt, type DemoAccounts } from '../demo-accounts.ts'
import { demoId, setUpAt } from '../demo-ids.ts'

/**
 * The second city of the demo, with a generous box around it. Its parties are its own, also where the same authority works in both
 * cities. Housing, owners and business are one invented neutral party each.
 */
export const hjoerring: Municipality = {
  id: demoId('municipality Hjørring', setUpAt),
  name: 'Hjørring',
  timeZone: 'Europe/Copenhagen',
  bounds: [9.75, 57.3, 10.45, 57.63],
  parties: [
    { id: 'hjk-vej', name: 'Hjørring Kommune, Vej og Trafik', functions: ['road'] },
    { id: 'hjk-park', name: 'Hjørring Kommune, Park og Natur', functions: ['park'] },
    { id: 'hjk-kultur', name: 'Hjørring Kommune, Kultur og Fritid', functions: ['culture'] },
    { id: 'hjk-social', name: 'Hjørring Kommune, Social (gadeplan)', functions: ['social'] },
    { id: 'hjk-ssp', name: 'Hjørring Kommune, SSP', functions: ['youth'] },
    { id: 'hjk-senior', name: 'Hjørring Kommune, Sundhed og Ældre', functions: ['senior'] },
    { id: 'hjk-miljoe', name: 'Hjørring Kommune, Teknik og Miljø', functions: ['environment'] },
    { id: 'politi', name: 'Nordjyllands Politi', functions: ['police'] },
    { id: 'beredskab', name: 'Nordjyllands Beredskab', functions: ['fire'] },
    { id: 'region', name: 'Region Nordjylland', functions: ['region'] },
    { id: 'nt', name: 'Nordjyllands Trafikselskab (NT)', functions: ['transit'] },
    { id: 'vejdirektoratet', name: 'Vejdirektoratet', functions: ['state-road'] },
    { id: 'bane', name: 'Banen i Vendsyssel', functions: ['rail'] },
    { id: 'havn', name: 'Havnen', functions: ['harbour'] },
    { id: 'renovation', name: 'Renovation', functions: ['waste'] },
    { id: 'forsyning', name: 'Forsyning', functions: ['utility'] },
    { id: 'bolig:demo', name: 'Boligforeningen (demo)', functions: ['housing'] },
    { id: 'grundejer:demo', name: 'Grundejerforeningen (demo)', functions: ['private-road'] },
    { id: 'erhverv:demo', name: 'Butikkerne i Sindal (demo)', functions: ['business'] },
    { id: 'koordinator', name: 'Tryg i Hjørring, koordinator', functions: ['coordinator'] },
    { id: 'uafklaret', name: 'Ejer uafklaret', functions: ['clarifier'] },
  ],
  privacy: {
    controller: 'Hjørring Kommune (demo)',
    contact: 'Dette er en demo: intet sendes til kommunen.',
    retentionMonths: 24,
  },
  emergency: { lifeAtRisk: '112', police: '114' },
  // It has no efforts of its own yet.
  categoryEfforts: [],
}

export const hjoerringAccounts: DemoAccounts = accountsAt(
  'hjoerring.demo.lygte.dk',
  'account Hjørring',
  {
    koordinator: { name: 'Koordinator, Hjørring (demo)', role: 'coordinator' },
    kommune: {
      name: 'Vej og Park, Hjørring (demo)',
      role: 'official',
      partyIds: ['hjk-vej', 'hjk-park'],
    },
  },
)
