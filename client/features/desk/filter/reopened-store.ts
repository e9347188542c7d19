import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useReaderStore } from '../connection/reader-store.ts'

/** How many findings were called done and are open again: of all that this person may see, whatever is filtered. */
export const useReopenedStore = defineStore('desk-reopened', () => {
  const desk = useReaderStore()
  const count = ref(0)

  async function refresh(): Promise<void> {
    const answer = await desk.ask('listObservations', { query: { status: 'reopened', limit: 1 } })
    if (answer.state === 'answered') count.value = answer.value.total
  }

  return { count, refresh }
})
