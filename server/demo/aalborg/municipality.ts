import type { Party } from '../../../shared/municipality/party.ts'
import type { Municipality } from '../../../shared/municipality/municipality.ts'
import { aalborgCategoryEfforts } from './category-efforts.ts'
import { accountsAt, type DemoAccounts } from '../demo-accounts.ts'
import { demoId, setUpAt } from '../demo-ids.ts'

/**
 * Parties of domain.md §5 with their functions from its last column and the routing rules of §10. Housing, owners and business are one
 * invented neutral party each, because no real organisation answers in a demo.
 */
const parties: Party[] = [
  {
    id: 'aak-byland-vej',
    name: 'Aalborg Kommune, By og Land (vej, trafik, belysning)',
    functions: ['road'],
  },
  {
    id: 'aak-byland-park',
    name: 'Aalborg Kommune, By og Land (park, natur)',
    functions: ['park'],
  },
  { id: 'aak-sundkul', name: 'Sundhed og Kultur', functions: ['culture'] },
  { id: 'aak-jobvel', name: 'Job og Velfærd (gadeteam)', functions: ['social'] },
  { id: 'aak-bornunder', name: 'Børn og Undervisning (SSP)', functions: ['youth'] },
  { id: 'aak-senior', name: 'Senior og Omsorg', functions: ['senior'] },
  { id: 'aak-klima', name: 'Klima og Miljø', functions: ['environment'] },
  { id: 'aak-borgmester', name: 'Borgmesterens Forvaltning', functions: [] },
  { id: 'politi', name: 'Nordjyllands Politi', functions: ['police'] },
  { id: 'beredskab', name: 'Nordjyllands Beredskab', functions: ['fire'] },
  { id: 'region', name: 'Region Nordjylland', functions: ['region'] },
  { id: 'nt', name: 'Nordjyllands Trafikselskab (NT)', functions: ['transit'] },
  { id: 'vejdirektoratet', name: 'Vejdirektoratet', functions: ['state-road'] },
  { id: 'bane', name: 'Banedanmark / DSB', functions: ['rail'] },
  { id: 'havn', name: 'Havnen', functions: ['harbour'] },
  { id: 'renovation', name: 'Renovation', functions: ['waste'] },
  { id: 'forsyning', name: 'Forsyning', functions: ['utility'] },
  { id: 'bolig:demo', name: 'Boligorganisationen (demo)', functions: ['housing'] },
  { id: 'grundejer:demo', name: 'Grundejerforeningen (demo)', functions: ['private-road'] },
  { id: 'erhverv:demo', name: 'Butikker og restauranter (demo)', functions: ['business'] },
  { id: 'koordinator', name: 'Tryg Aalborg, koordinator', functions: ['coordinator'] },
  { id: 'uafklaret', name: 'Ejer uafklaret', functions: ['clarifier'] },
]

/** Aalborg with the generous box of domain.md §12. */
export const aalborg: Municipality = {
  id: demoId('municipality', setUpAt),
  name: 'Aalborg',
  timeZone: 'Europe/Copenhagen',
  bounds: [9.5, 56.85, 10.45, 57.22],
  parties,
  privacy: {
    controller: 'Aalborg Kommune (demo)',
    contact: 'Dette er en demo: intet sendes til kommunen.',
    retentionMonths: 24,
  },
  emergency: { lifeAtRisk: '112', police: '114' },
  categoryEfforts: aalborgCategoryEfforts,
}

/** Accounts belong to offices, not to persons. Their addresses are older than the second city of the demo. */
export const aalborgAccounts: DemoAccounts = accountsAt('demo.lygte.dk', 'account', {
  koordinator: { name: 'Koordinator (demo)', role: 'coordinator' },
  kommune: {
    name: 'By og Land (demo)',
    role: 'official',
    partyIds: ['aak-byland-vej', 'aak-byland-park'],
  },
  politi: { name: 'Politi (demo)', role: 'official', partyIds: ['politi'] },
  beredskab: { name: 'Beredskab (demo)', role: 'official', partyIds: ['beredskab'] },
  bolig: { name: 'Boligorganisation (demo)', role: 'official', partyIds: ['bolig:demo'] },
  admin: { name: 'Administrator (demo)', role: 'admin' },
})
