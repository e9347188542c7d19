import { computed, watch } from 'vue'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { useReaderStore, type DeskReader } from '../connection/reader-store.ts'

interface PageOfWalks {
  reader: () => DeskReader
  onSignIn: () => void
}

/** Seats the person at a page of walks, and asks for a sign-in when the session has ended. */
export function useWalkPage({ reader, onSignIn }: PageOfWalks) {
  const desk = useReaderStore()
  watch(reader, desk.sit, { immediate: true })
  watch(
    () => desk.needsSignIn,
    (needs) => {
      if (needs) onSignIn()
    },
  )
  const mayPlan = computed(() => desk.actor !== null && isGranted('walk', 'create', desk.actor))
  const maySummarise = computed(
    () => desk.actor !== null && isGranted('stop-rating', 'summarise', desk.actor),
  )
  const mayPublish = computed(() => desk.actor !== null && isGranted('walk', 'publish', desk.actor))
  return { desk, mayPlan, maySummarise, mayPublish }
}
