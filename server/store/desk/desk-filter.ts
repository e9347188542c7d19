import {
  categories,
  categoryGroups,
  type Category,
} from '../../../shared/observation/categories.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { maySee } from '../../../shared/access/permissions.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import type { OwnFindings } from '../../../shared/observation/own-findings.ts'
import type { ListFilter } from '../../../shared/observation/list-filters.ts'
import type { SearchWord } from '../../../shared/text/search-words.ts'

/** What the desk asks for, checked and split; null where it does not matter. */
export interface DeskFilter {
  municipalityId: Uuid
  box: BoundingBox | null
  statuses: readonly string[] | null
  kinds: VisibleKinds
  parties: { ids: readonly string[]; orNone: boolean } | null
  /** By lists of values that tallies do not know. */
  others: Readonly<Partial<Record<OtherFilter, readonly string[] | null>>>
  words: readonly SearchWord[] | null
  /** Only what needs an owner (needs.ts). */
  isOwnerless: boolean
  /** Only the findings of these, or only all others. */
  owners: { own: OwnFindings; isOwn: boolean } | null
  /** Milliseconds of the moment of the request: what is late depends on it. */
  nowMs: number
}

/** Filters by list that need the rows of observations themselves. */
export type OtherFilter = Exclude<ListFilter, 'status' | 'category' | 'party'>

export const filtersOthers = ({ others }: Pick<DeskFilter, 'others'>): boolean =>
  Object.values(others).some((values) => values)

/**
 * Which categories a reader sees, in the form that SQL can filter by. An observation is visible when its category is open to the
 * reader, or when it is in `assigned` and one of the reader's parties answers for it.
 */
export interface VisibleKinds {
  /** Categories open to the reader, or all but these: ids from newer phones are open to everybody who sees open ones. */
  open: { only: readonly string[] } | { allBut: readonly string[] }
  assigned: readonly string[]
  partyIds: readonly string[]
}

/**
 * Asks the shared rule `maySee` about every category, once as if nobody and once as if the reader's party were assigned, so that SQL
 * and the rule cannot drift apart. `wanted` are categories and groups to look for; null looks for all.
 */
export function visibleKinds(actor: Actor, wanted: readonly string[] | null): VisibleKinds {
  const partyIds = actor.kind === 'account' ? actor.partyIds : []
  const asked = wanted && expandGroups(wanted)
  const known = categories.filter(({ id }) => asked === null || asked.includes(id))
  const seen = ({ id, isRestricted }: Pick<Category, 'id' | 'isRestricted'>, own: boolean) =>
    maySee(actor, {
      id: '',
      category: id,
      isRestricted,
      partyIds: own ? partyIds : [],
      authorClientId: null,
    })
  const open = known.filter((category) => seen(category, false)).map(({ id }) => id)
  const assigned = known.filter((category) => !seen(category, false) && seen(category, true))
  const rest = { assigned: assigned.map(({ id }) => id), partyIds }
  const seesUnknown = seen({ id: '', isRestricted: false }, false)
  if (asked !== null) {
    const unknown = asked.filter((id) => !categories.some((category) => category.id === id))
    return { open: { only: seesUnknown ? [...open, ...unknown] : open }, ...rest }
  }
  if (!seesUnknown) return { open: { only: open }, ...rest }
  const closed = known.filter(({ id }) => !open.includes(id)).map(({ id }) => id)
  return { open: { allBut: closed }, ...rest }
}

const isGroup = (id: string) => categoryGroups.some((group) => group === id)

/** `lys` stands for all of its leaves; `andet` is both a group and a leaf. */
function expandGroups(ids: readonly string[]): string[] {
  return ids.flatMap((id) =>
    isGroup(id) ? categories.filter(({ group }) => group === id).map((leaf) => leaf.id) : [id],
  )
}
