import type { TableEntry } from '../../../../shared/my-table/table-entries.ts'
import { readAddress, writeAddress, type DeskAddress } from '../address/desk-address.ts'

/** Returns the address of the list that a line of the table counts, in the order of its deadlines. */
export const tableAddress = ({ filters, showsAll }: TableEntry): DeskAddress => ({
  ...readAddress({ ...filters }),
  sort: 'due',
  showsAll,
})

/** Whether the shown list is the one that a line counts, whatever its order and whatever is open. */
export function isShown(entry: TableEntry, { filter, showsAll }: DeskAddress): boolean {
  const asked = { ...tableAddress(entry), filter, showsAll }
  return JSON.stringify(writeAddress(tableAddress(entry))) === JSON.stringify(writeAddress(asked))
}
