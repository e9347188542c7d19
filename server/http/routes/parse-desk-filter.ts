import type { ObservationQuery } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { isUuid } from '../../../shared/identifiers.ts'
import { forEachList, listFilterNames } from '../../../shared/observation/list-filters.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { parseBox } from './parse-box.ts'
import { accountActor, type AccountPrincipal } from '../../identity/principal.ts'
import { visibleKinds, type DeskFilter } from '../../store/desk/desk-filter.ts'
import { searchWordsOf } from '../../../shared/text/search-words.ts'

type Query = Omit<ObservationQuery, 'sort' | 'cursor' | 'limit'>

/** Stands among party ids for observations that have no party yet. */
const noParty = 'none'

/**
 * Parses the desk's query into a filter that is limited to what the account may see. `bad-request` for an impossible status, walk
 * id or box; unknown categories and parties are no errors, they find nothing.
 */
export function parseDeskFilter(account: AccountPrincipal, query: Query): Outcome<DeskFilter> {
  const box: Outcome<BoundingBox | null> =
    query.bbox === undefined ? succeed(null) : parseBox(query.bbox)
  if (!box.ok) return box
  // Commas alone name nothing; treating them as no filter would return more than was asked for.
  if (listFilterNames.some((name) => /^,+$/.test(query[name] ?? ''))) return refuse('bad-request')
  const { status, category, party, ...others } = forEachList((name) => listOf(query[name]))
  const walk = others.walk?.map((id) => id.toLowerCase()) ?? null
  if (status?.some((value) => !statuses.some((known) => known === value))) {
    return refuse('bad-request', { field: 'status' })
  }
  if (walk?.some((id) => !isUuid(id))) return refuse('bad-request', { field: 'walk' })
  return succeed({
    municipalityId: account.municipalityId,
    box: box.value,
    statuses: status,
    kinds: visibleKinds(accountActor(account), category),
    parties: partiesOf(party),
    others: { ...others, walk },
    words: searchWordsOf(query.q ?? ''),
  })
}

/** Returns null for an absent or empty parameter: an empty filter filters nothing. */
function listOf(text: string | undefined): string[] | null {
  const items = (text ?? '').split(',').filter((item) => item !== '')
  return items.length > 0 ? [...new Set(items)] : null
}

function partiesOf(ids: string[] | null): DeskFilter['parties'] {
  return ids && { ids: ids.filter((id) => id !== noParty), orNone: ids.includes(noParty) }
}
