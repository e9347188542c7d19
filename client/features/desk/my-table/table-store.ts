import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { MyTable } from '../../../../shared/contract/table-contract.ts'
import { tableEntries, type TableEntry } from '../../../../shared/my-table/table-entries.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** One line of the table with its count. */
export interface TableLine extends TableEntry {
  total: number
  isMore: boolean
}

/** What waits for the reader, whatever is filtered. What was fetched before stays while a new answer fails. */
export const useTableStore = defineStore('desk-table', () => {
  const desk = useReaderStore()
  const table = shallowRef<MyTable | null>(null)
  const hasFailed = ref(false)

  async function refresh(): Promise<void> {
    const answer = await desk.ask('readTable')
    if (answer.state === 'answered') table.value = answer.value
    hasFailed.value = answer.state !== 'answered' && table.value === null
  }

  /** The lines in which something waits. */
  const lines = computed((): TableLine[] => {
    const counts = table.value?.lines ?? []
    return (desk.actor ? tableEntries(desk.actor) : []).flatMap((entry) => {
      const count = counts.find(({ name }) => name === entry.name)
      return count && count.total > 0
        ? [{ ...entry, total: count.total, isMore: count.isMore }]
        : []
    })
  })

  return { table, hasFailed, lines, refresh }
})
