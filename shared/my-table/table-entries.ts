import { mayAssign } from '../access/permissions.ts'
import type { AccountActor } from '../access/roles.ts'
import type { ListFilter } from '../observation/list-filters.ts'

/** What may wait for somebody, in the order in which it is shown: what cannot wait first. */
export const tableEntryNames = [
  'acute',
  'acceptance',
  'overdue',
  'soon',
  'replies',
  'reopened',
  'owner',
  'sent-back',
  'moved-twice',
] as const
type TableEntryName = (typeof tableEntryNames)[number]

/** One line of the table: the filters of the list that it opens, by name, each as commas separate its values. */
export interface TableEntry {
  name: TableEntryName
  filters: Partial<Record<ListFilter, string>>
  /** Solved and closed findings are among them. */
  showsAll: boolean
}

/**
 * Returns the lines of an account's table: what waits for its parties, and for whoever assigns findings what waits for anybody's decision in
 * the whole municipality. An account that decides nothing has none.
 */
export function tableEntries(actor: AccountActor): TableEntry[] {
  const entries = mayAssign(actor) ? everybodys() : []
  const answers = actor.role === 'official' || mayAssign(actor)
  return actor.partyIds.length > 0 && answers
    ? [...ofParties(actor.partyIds.join(',')), ...entries.filter(({ name }) => isForAll(name))]
    : entries
}

const isForAll = (name: TableEntryName): boolean =>
  name === 'owner' || name === 'sent-back' || name === 'moved-twice'

const line = (
  name: TableEntryName,
  filters: TableEntry['filters'],
  showsAll = false,
): TableEntry => ({ name, filters, showsAll })

const ofParties = (party: string): TableEntry[] => [
  line('acute', { party, severity: '4' }),
  line('acceptance', { party, status: 'assigned' }),
  line('overdue', { party, late: 'overdue' }),
  line('soon', { party, late: 'soon' }),
  line('replies', { party, needs: 'reply' }, true),
  line('reopened', { party, status: 'reopened' }),
]

const everybodys = (): TableEntry[] => [
  line('acute', { severity: '4' }),
  line('overdue', { late: 'overdue' }),
  line('soon', { late: 'soon' }),
  line('replies', { needs: 'reply' }, true),
  line('reopened', { status: 'reopened' }),
  line('owner', { needs: 'owner' }),
  line('sent-back', { needs: 'sent-back' }),
  line('moved-twice', { needs: 'moved-twice' }),
]
