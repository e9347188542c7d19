/**
 * The category tree of domain.md §6: 15 groups, 46 leaves. Names are in the message files
 * (`category.<id>`, `categoryGroup.<id>`); parties are data of the municipality, so a category names the
 * *functions* that usually act, and `party.ts` finds who has them.
 */
export const categoryGroups = [
  'lys',
  'syn',
  'vej',
  'sti',
  'tunnel',
  'bus',
  'ren',
  'haer',
  'brand',
  'havn',
  'adf',
  'tek',
  'liv',
  'god',
  'andet',
] as const
export type CategoryGroup = (typeof categoryGroups)[number]

/** D = drift (fault, fast), U = udvikling (wish or project), S = social or behaviour. */
export type Track = 'D' | 'U' | 'S' | null

/** What a party can do, independent of what it is called in a municipality. `owner` = whoever owns the place. */
export type PartyFunction =
  | 'owner'
  | 'road'
  | 'park'
  | 'culture'
  | 'social'
  | 'youth'
  | 'senior'
  | 'environment'
  | 'police'
  | 'fire'
  | 'transit'
  | 'state-road'
  | 'rail'
  | 'harbour'
  | 'waste'
  | 'utility'
  | 'housing'
  | 'private-road'
  | 'business'
  | 'region'
  | 'coordinator'
  | 'clarifier'

export interface Category {
  id: string
  group: CategoryGroup
  /** Default severity, 0 (positive) to 4 (danger to life), domain.md §7. */
  severity: Severity
  track: Track
  /** Behaviour, vulnerable people, suspicion: visible to leader, coordinator and assigned party only. */
  isRestricted: boolean
  functions: readonly PartyFunction[]
  /** CPTED principles P1–P8, domain.md §3.2. */
  principles: readonly string[]
  /** Ids of domain.md §15. */
  efforts: readonly string[]
}

export type Severity = 0 | 1 | 2 | 3 | 4
export const severities = [0, 1, 2, 3, 4] as const

type Row = [
  id: string,
  severity: Severity,
  track: Track,
  functions: string,
  principles: string,
  efforts: string,
  restricted?: 'R',
]

const rows: readonly Row[] = [
  ['lys.slukket', 2, 'D', 'owner', 'P4', 'bydel'],
  ['lys.flere-slukket', 3, 'D', 'owner', 'P4', 'bydel'],
  ['lys.blinker', 1, 'D', 'owner', 'P4', 'bydel'],
  ['lys.svagt', 2, 'U', 'owner', 'P4', 'bydel'],
  ['lys.mangler', 2, 'U', 'owner', 'P4', 'bydel'],
  ['lys.skygge', 2, 'D', 'park', 'P4 P2', 'bydel'],
  ['syn.beplantning', 2, 'D', 'owner', 'P2', 'bydel'],
  ['syn.hjoerne', 2, 'U', 'owner', 'P2', 'bydel'],
  ['syn.ingen-ojne', 1, 'U', 'coordinator', 'P1', 'bydel'],
  ['vej.hul', 2, 'D', 'owner', 'P3', 'trafik'],
  ['vej.krydsning', 2, 'U', 'road', 'P3', 'trafik'],
  ['vej.fart', 2, 'S', 'police road', 'P3', 'trafik'],
  ['vej.skilt', 1, 'D', 'owner', 'P3', 'trafik'],
  ['vej.skolevej', 3, 'U', 'road', 'P3', 'trafik unge'],
  ['vej.parkering', 1, 'S', 'police owner', 'P3', 'trafik'],
  ['sti.tilgaengelig', 2, 'U', 'owner', 'P3', 'bydel'],
  ['sti.vinter', 2, 'D', 'owner', 'P3', 'trafik'],
  ['tunnel.utryg', 3, 'U', 'owner', 'P2 P4', 'bydel'],
  ['bus.stop', 2, 'U', 'transit road', 'P1 P4', 'bydel'],
  ['bus.rute', 1, 'U', 'transit', 'P3', 'natteliv'],
  ['ren.affald', 1, 'D', 'owner', 'P7', 'bydel'],
  ['ren.storskrald', 1, 'D', 'waste', 'P7', 'bydel'],
  ['ren.skraldespand', 1, 'D', 'owner', 'P7', 'natteliv'],
  ['ren.glas', 3, 'D', 'owner', 'P7', 'udsatte'],
  ['ren.toilet', 1, 'U', 'road', 'P6', 'natteliv havn'],
  ['haer.graffiti', 1, 'D', 'owner', 'P7', 'bydel'],
  ['haer.graffiti-had', 3, 'D', 'owner police', 'P7', 'antirad', 'R'],
  ['haer.oedelagt', 2, 'D', 'owner', 'P7', 'bydel'],
  ['haer.tom-bygning', 2, 'U', 'owner', 'P5', 'bydel'],
  ['brand.vej', 4, 'D', 'fire owner', 'P8', 'bydel'],
  ['brand.container', 3, 'D', 'fire owner', 'P8', 'bydel'],
  ['brand.hjertestarter', 1, 'U', 'owner', 'P8', 'bydel'],
  ['havn.kant', 3, 'U', 'harbour', 'P8', 'havn'],
  ['havn.redning', 4, 'D', 'harbour fire', 'P8', 'havn'],
  ['adf.ophold', 2, 'S', 'social youth', 'P1', 'udsatte unge', 'R'],
  ['adf.rusmidler', 3, 'S', 'police social', 'P1', 'udsatte', 'R'],
  ['adf.chikane', 3, 'S', 'police', 'P1', 'natteliv', 'R'],
  ['adf.knallert', 2, 'S', 'police road', 'P3', 'trafik unge'],
  ['adf.stoej', 1, 'S', 'police environment', 'P1', 'natteliv'],
  ['tek.kamera-oenske', 1, 'U', 'coordinator', 'P8', 'natteliv'],
  ['tek.laas', 2, 'D', 'housing', 'P8', 'bydel'],
  ['liv.moedested', 1, 'U', 'culture housing', 'P6', 'bydel unge'],
  ['liv.vejvisning', 1, 'U', 'road', 'P2', 'demens'],
  ['liv.baenk', 1, 'U', 'park', 'P6', 'demens'],
  ['god.plads', 0, null, 'coordinator', '', 'vandring'],
  ['andet', 1, null, 'clarifier', '', ''],
]

const words = (text: string) => (text === '' ? [] : text.split(' '))

export const categories: readonly Category[] = rows.map((row) => ({
  id: row[0],
  group: row[0].split('.')[0] as CategoryGroup,
  severity: row[1],
  track: row[2],
  functions: words(row[3]) as PartyFunction[],
  principles: words(row[4]),
  efforts: words(row[5]),
  isRestricted: row[6] === 'R',
}))

const byId = new Map(categories.map((category) => [category.id, category]))

export function findCategory(id: string): Category | undefined {
  return byId.get(id)
}

/** Unknown ids (from a newer phone or server) are treated as open and of middle weight (sync.md §1.3). */
export function isRestrictedCategory(id: string): boolean {
  return findCategory(id)?.isRestricted ?? false
}

/** No pictures of behaviour: photos of people are the risk there (domain.md §13.2). */
export function mayHavePhotos(categoryId: string): boolean {
  return !categoryId.startsWith('adf.')
}

export const isPositiveCategory = (categoryId: string): boolean => categoryId.startsWith('god.')
