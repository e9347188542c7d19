import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Overdue } from '../../../../shared/contract/promise-contract.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** What is overdue, of all that this person may see, whatever is filtered. What was fetched before stays while a new answer fails. */
export const useOverdueStore = defineStore('desk-overdue', () => {
  const desk = useReaderStore()
  const overdue = shallowRef<Overdue | null>(null)

  async function refresh(): Promise<void> {
    const answer = await desk.ask('readOverdue')
    if (answer.state === 'answered') overdue.value = answer.value
  }

  const deadlines = computed(() => overdue.value?.findings ?? 0)
  const feedbacks = computed(() => overdue.value?.feedback?.walks.length ?? 0)
  const unowned = computed(() => overdue.value?.unowned?.findings ?? 0)
  const isNothing = computed(() => deadlines.value + feedbacks.value + unowned.value === 0)

  return { overdue, feedbacks, isNothing, refresh }
})
