import type { ObservationQuery } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { isUuid } from '../../../shared/identifiers.ts'
import {
  forEachList,
  listFilterNames,
  listFilters,
  noParty,
  type ListFilter,
} from '../../../shared/observation/list-filters.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { parseBox } from './parse-box.ts'
import { accountActor, type AccountPrincipal } from '../../identity/principal.ts'
import { visibleKinds, type DeskFilter } from '../../store/desk/desk-filter.ts'
import { searchWordsOf } from '../../../shared/text/search-words.ts'

type Query = Omit<ObservationQuery, 'sort' | 'cursor' | 'limit'>

/**
 * Parses the desk's query into a filter that is limited to what the account may see. `bad-request` for a value
 * that the filter cannot have, and for an impossible box; unknown categories and parties are no errors, they find nothing.
 */
export function parseDeskFilter(
  account: AccountPrincipal,
  query: Query,
  nowMs: number,
): Outcome<DeskFilter> {
  const box: Outcome<BoundingBox | null> =
    query.bbox === undefined ? succeed(null) : parseBox(query.bbox)
  if (!box.ok) return box
  // Commas alone name nothing; treating them as no filter would return more than was asked for.
  if (listFilterNames.some((name) => /^,+$/.test(query[name] ?? ''))) return refuse('bad-request')
  const lists = forEachList((name) => listOf(name, query[name]))
  const impossible = listFilterNames.find((name) =>
    lists[name]?.some((value) => !mayBe(name, value)),
  )
  if (impossible) return refuse('bad-request', { field: impossible })
  const { status, category, party, ...rest } = lists
  // Tallies know what needs an owner, as long as nothing else that is needed is looked for.
  const isOwnerless = rest.needs?.join() === 'owner'
  const others = isOwnerless ? { ...rest, needs: null } : rest
  return succeed({
    municipalityId: account.municipalityId,
    box: box.value,
    statuses: status,
    kinds: visibleKinds(accountActor(account), category),
    parties: partiesOf(party),
    others,
    words: searchWordsOf(query.q ?? ''),
    isOwnerless,
    owners: null,
    nowMs,
  })
}

/** Returns null for an absent or empty parameter: an empty filter filters nothing. */
function listOf(name: ListFilter, text = ''): string[] | null {
  const written = listFilters[name].values === 'uuid' ? text.toLowerCase() : text
  const items = written.split(',').filter((item) => item !== '')
  return items.length > 0 ? [...new Set(items)] : null
}

function mayBe(name: ListFilter, value: string): boolean {
  const { values, mayGrow } = listFilters[name]
  if (values === undefined || mayGrow) return true
  return values === 'uuid' ? isUuid(value) : values.includes(value)
}

function partiesOf(ids: string[] | null): DeskFilter['parties'] {
  return ids && { ids: ids.filter((id) => id !== noParty), orNone: ids.includes(noParty) }
}
