import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { mayAssign } from '../../../shared/access/permissions.ts'
import { api } from '../../../shared/contract/api-contract.ts'
import type { MyTable } from '../../../shared/contract/table-contract.ts'
import { tableEntries, type TableEntry } from '../../../shared/my-table/table-entries.ts'
import { openStatuses } from '../../../shared/observation/list-filters.ts'
import type { Dependencies } from '../../dependencies.ts'
import { accountActor, type AccountPrincipal } from '../../identity/principal.ts'
import { countObservations } from '../../store/desk/count-observations.ts'
import { listObservations } from '../../store/desk/observation-queries.ts'
import { accountOf } from '../sessions/authentication.ts'
import { contractRoute } from './contract-route.ts'
import { parseDeskFilter } from './parse-desk-filter.ts'

/** What waits for the reader, counted by the very filters of the lists that the lines open. */
export const tableRoute =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readTable),
      handler: async (request): Promise<MyTable> => {
        const account = accountOf(request)
        const nowMs = now()
        const lines: MyTable['lines'] = []
        // One after the other: a first screen must not take every connection of the store.
        for (const entry of tableEntries(accountActor(account))) {
          const counted = await countObservations(store.db, filterOf(account, entry, nowMs))
          lines.push({ name: entry.name, ...counted })
        }
        return { lines, next: await nextDue({ store }, account, nowMs) }
      },
    })
  }

function filterOf(
  account: AccountPrincipal,
  { filters, showsAll }: Pick<TableEntry, 'filters' | 'showsAll'>,
  nowMs: number,
) {
  const status = filters.status ?? (showsAll ? '' : openStatuses.join(','))
  const filter = parseDeskFilter(account, { ...filters, status }, nowMs)
  if (!filter.ok)
    throw new TableEntryError(`A line of the table cannot be asked for: ${JSON.stringify(filters)}`)
  return filter.value
}

/** A line that the desk's own filters refuse: a bug of ours. */
class TableEntryError extends Error {
  override name = 'TableEntryError'
}

async function nextDue(
  { store }: Pick<Dependencies, 'store'>,
  account: AccountPrincipal,
  nowMs: number,
): Promise<MyTable['next']> {
  const isEverybodys = mayAssign(accountActor(account))
  if (!isEverybodys && account.partyIds.length === 0) return null
  const filters = isEverybodys ? {} : { party: account.partyIds.join(',') }
  const filter = filterOf(account, { filters, showsAll: false }, nowMs)
  const page = { filter, sort: 'due' as const, after: null, limit: 1 }
  const [first] = (await listObservations(store.db, page)).observations
  if (!first?.dueOn) return null
  const { id, category, number, dueOn } = first
  return { id, category, number, dueOn }
}
