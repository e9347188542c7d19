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
type Track = 'D' | 'U' | 'S' | null

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
}

export type Severity = 0 | 1 | 2 | 3 | 4
export const severities = [0, 1, 2, 3, 4] as const

type Row = [
  id: string,
  severity: Severity,
  track: Track,
  functions: string,
  principles: string,
  restricted?: 'R',
]

const rows: readonly Row[] = [
  ['lys.slukket', 2, 'D', 'owner', 'P4'],
  ['lys.flere-slukket', 3, 'D', 'owner', 'P4'],
  ['lys.blinker', 1, 'D', 'owner', 'P4'],
  ['lys.svagt', 2, 'U', 'owner', 'P4'],
  ['lys.mangler', 2, 'U', 'owner', 'P4'],
  ['lys.skygge', 2, 'D', 'park', 'P4 P2'],
  ['syn.beplantning', 2, 'D', 'owner', 'P2'],
  ['syn.hjoerne', 2, 'U', 'owner', 'P2'],
  ['syn.ingen-ojne', 1, 'U', 'coordinator', 'P1'],
  ['vej.hul', 2, 'D', 'owner', 'P3'],
  ['vej.krydsning', 2, 'U', 'road', 'P3'],
  ['vej.fart', 2, 'S', 'police road', 'P3'],
  ['vej.skilt', 1, 'D', 'owner', 'P3'],
  ['vej.skolevej', 3, 'U', 'road', 'P3'],
  ['vej.parkering', 1, 'S', 'police owner', 'P3'],
  ['sti.tilgaengelig', 2, 'U', 'owner', 'P3'],
  ['sti.vinter', 2, 'D', 'owner', 'P3'],
  ['tunnel.utryg', 3, 'U', 'owner', 'P2 P4'],
  ['bus.stop', 2, 'U', 'transit road', 'P1 P4'],
  ['bus.rute', 1, 'U', 'transit', 'P3'],
  ['ren.affald', 1, 'D', 'owner', 'P7'],
  ['ren.storskrald', 1, 'D', 'waste', 'P7'],
  ['ren.skraldespand', 1, 'D', 'owner', 'P7'],
  ['ren.glas', 3, 'D', 'owner', 'P7'],
  ['ren.toilet', 1, 'U', 'road', 'P6'],
  ['haer.graffiti', 1, 'D', 'owner', 'P7'],
  ['haer.graffiti-had', 3, 'D', 'owner police', 'P7', 'R'],
  ['haer.oedelagt', 2, 'D', 'owner', 'P7'],
  ['haer.tom-bygning', 2, 'U', 'owner', 'P5'],
  ['brand.vej', 4, 'D', 'fire owner', 'P8'],
  ['brand.container', 3, 'D', 'fire owner', 'P8'],
  ['brand.hjertestarter', 1, 'U', 'owner', 'P8'],
  ['havn.kant', 3, 'U', 'harbour', 'P8'],
  ['havn.redning', 4, 'D', 'harbour fire', 'P8'],
  ['adf.ophold', 2, 'S', 'social youth', 'P1', 'R'],
  ['adf.rusmidler', 3, 'S', 'police social', 'P1', 'R'],
  ['adf.chikane', 3, 'S', 'police', 'P1', 'R'],
  ['adf.knallert', 2, 'S', 'police road', 'P3'],
  ['adf.stoej', 1, 'S', 'police environment', 'P1'],
  ['tek.kamera-oenske', 1, 'U', 'coordinator', 'P8'],
  ['tek.laas', 2, 'D', 'housing', 'P8'],
  ['liv.moedested', 1, 'U', 'culture housing', 'P6'],
  ['liv.vejvisning', 1, 'U', 'road', 'P2'],
  ['liv.baenk', 1, 'U', 'park', 'P6'],
  ['god.plads', 0, null, 'coordinator', ''],
  ['andet', 1, null, 'clarifier', ''],
]

const words = (text: string) => (text === '' ? [] : text.split(' '))

export const categories: readonly Category[] = rows.map((row) => ({
  id: row[0],
  group: row[0].split('.')[0] as CategoryGroup,
  severity: row[1],
  track: row[2],
  functions: words(row[3]) as PartyFunction[],
  principles: words(row[4]),
  isRestricted: row[5] === 'R',
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
