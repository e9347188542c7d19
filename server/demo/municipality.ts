import type { Party } from '../../shared/party.ts'
import type { AccountRole } from '../../shared/roles.ts'
import type { MunicipalityProfile } from '../../shared/walk.ts'
import { demoId } from './demo-ids.ts'

export const demoPassword = 'lygte-demo'

/** When the demo's municipality was set up; before its first walk. */
const setUpAt = '2026-10-01T08:00:00.000Z'

/**
 * Parties of domain.md §5 with the functions its last column and the routing rules of §10 give them. Housing, owners and
 * business are one invented neutral party each: no real organisation answers in a demo.
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
export const demoMunicipality: MunicipalityProfile = {
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
}

export type DemoOffice = 'koordinator' | 'kommune' | 'politi' | 'beredskab' | 'bolig' | 'admin'

export interface DemoAccount {
  id: string
  email: string
  /** Of an office, not of a person. */
  name: string
  role: AccountRole
  partyIds: string[]
}

const account = (
  office: DemoOffice,
  { name, role, partyIds = [] }: { name: string; role: AccountRole; partyIds?: string[] },
): DemoAccount => ({
  id: demoId(`account ${office}`, setUpAt),
  email: `${office}@demo.lygte.dk`,
  name,
  role,
  partyIds,
})

export const demoAccounts: Record<DemoOffice, DemoAccount> = {
  koordinator: account('koordinator', { name: 'Koordinator (demo)', role: 'coordinator' }),
  kommune: account('kommune', {
    name: 'By og Land (demo)',
    role: 'official',
    partyIds: ['aak-byland-vej', 'aak-byland-park'],
  }),
  politi: account('politi', { name: 'Politi (demo)', role: 'official', partyIds: ['politi'] }),
  beredskab: account('beredskab', {
    name: 'Beredskab (demo)',
    role: 'official',
    partyIds: ['beredskab'],
  }),
  bolig: account('bolig', {
    name: 'Boligorganisation (demo)',
    role: 'official',
    partyIds: ['bolig:demo'],
  }),
  admin: account('admin', { name: 'Administrator (demo)', role: 'admin' }),
}
