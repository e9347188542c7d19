import type { ObservationQuery } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { isUuid } from '../../../shared/identifiers.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { parseBox } from './parse-box.ts'
import { accountActor, type AccountPrincipal } from '../../identity/principal.ts'
import { visibleKinds, type DeskFilter } from '../../store/desk/desk-filter.ts'
import { searchWordsOf } from '../../store/observations/search-words.ts'

type Query = Omit<ObservationQuery, 'sort' | 'cursor' | 'limit'>

/** Stands among party ids for observations that nobody has yet. */
const noParty = 'none'

/**
 * The desk's query as a filter that holds what the account may see. `bad-request` for a status, walk id or box that cannot be; unknown
 * categories and parties are not errors, they find nothing.
 */
export function parseDeskFilter(account: AccountPrincipal, query: Query): Outcome<DeskFilter> {
  const box: Outcome<BoundingBox | null> =
    query.bbox === undefined ? succeed(null) : parseBox(query.bbox)
  if (!box.ok) return box
  const lists = [query.status, query.category, query.party, query.walk]
  // Commas alone name nothing: to take them for no filter would answer more than was asked.
  if (lists.some((list) => list !== undefined && /^,+$/.test(list))) return refuse('bad-request')
  const wantedStatuses = listOf(query.status)
  if (wantedStatuses?.some((status) => !statuses.some((known) => known === status))) {
    return refuse('bad-request', { field: 'status' })
  }
  const walkIds = listOf(query.walk?.toLowerCase())
  if (walkIds?.some((id) => !isUuid(id))) return refuse('bad-request', { field: 'walk' })
  return succeed({
    municipalityId: account.municipalityId,
    box: box.value,
    statuses: wantedStatuses,
    kinds: visibleKinds(accountActor(account), listOf(query.category)),
    parties: partiesOf(listOf(query.party)),
    walkIds,
    words: searchWordsOf(query.q ?? ''),
  })
}

/** Null for an absent or empty parameter: an empty filter filters nothing. */
function listOf(text: string | undefined): string[] | null {
  const items = (text ?? '').split(',').filter((item) => item !== '')
  return items.length > 0 ? [...new Set(items)] : null
}

function partiesOf(ids: string[] | null): DeskFilter['parties'] {
  return ids && { ids: ids.filter((id) => id !== noParty), orNone: ids.includes(noParty) }
}
