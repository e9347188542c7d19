import { onMounted, ref, watch } from 'vue'
import { useCaptureStore } from '../../features/capture/store/capture-store.ts'
import { useSyncStatusStore } from '../../features/sync-status/sync-status-store.ts'
import { useWalkStore } from '../../features/walk/current-walk/current-walk-store.ts'
import { whenIdle } from '../../map/when-idle.ts'

/** Reads what is on the phone. When its databases do not answer, the banner says so, and the start continues once they do (A6). */
export function useStart() {
  const walk = useWalkStore()
  const capture = useCaptureStore()
  const status = useSyncStatusStore()
  const isSettled = ref(false)
  const isDraftKnown = ref(false)

  async function read(readWalks: () => Promise<void>): Promise<void> {
    const restoring = capture.readDrafts().finally(() => (isDraftKnown.value = true))
    const results = await Promise.allSettled([readWalks(), restoring])
    for (const result of results) {
      if (result.status === 'rejected') status.noteTrouble(result.reason)
    }
  }

  onMounted(async () => {
    await read(() => walk.start())
    status.start()
    whenIdle(() => (isSettled.value = true))
  })
  watch(
    () => status.health,
    (health) => {
      if (health === 'ok' && !walk.isReady) void read(walk.refresh)
    },
  )
  // Somebody who only looks at the front page needs no reserve.
  watch(
    () => walk.current?.walk.id,
    (walkId) => {
      if (walkId) whenIdle(status.keepReserve)
    },
    { immediate: true },
  )
  return { isSettled, isDraftKnown }
}
