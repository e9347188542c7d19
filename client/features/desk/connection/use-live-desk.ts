import { inject, onScopeDispose, watch } from 'vue'
import { useChangesStore } from '../decisions/changes-store.ts'
import { useClustersStore } from '../overview-map/clusters-store.ts'
import { useListStore } from '../list/list-store.ts'
import { makeLiveRefresh } from './live-refresh.ts'
import { useTableStore } from '../my-table/table-store.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useReaderStore } from './reader-store.ts'
import { requireDeskServices } from './require-services.ts'

/** How often ages and deadlines are updated; without live wake-ups, or after failures, the desk also refreshes this often. */
const heartbeatMs = 10_000

/**
 * Keeps list, map and open observation current: on every wake-up, when the connection or the sign-in is back, and at a slow
 * interval in case a wake-up was lost. Decisions made without a connection are sent as soon as there is one.
 */
export function useLiveDesk(): void {
  const { events } = requireDeskServices(inject)
  const desk = useReaderStore()
  const list = useListStore()
  const clusters = useClustersStore()
  const opened = useOpenedStore()
  const changes = useChangesStore()
  const table = useTableStore()

  const refresh = makeLiveRefresh({
    look: async () => {
      if (desk.needsSignIn) return
      const parts = [list, clusters, opened, table]
      await Promise.all(parts.map((part) => part.refresh()))
    },
  })

  const stopListening = events.subscribe((poke) => {
    if (poke) refresh()
  })
  const heartbeat = setInterval(() => {
    desk.tick()
    if (!events.isLive() || desk.trouble) refresh()
  }, heartbeatMs)
  watch([() => desk.trouble, () => desk.needsSignIn], ([trouble, needsSignIn]) => {
    if (needsSignIn || trouble) return
    refresh()
    void changes.retryAll()
  })
  watch(
    () => desk.needsSignIn,
    (needsSignIn) => {
      // A stream that was rejected without a session is not opened again by itself.
      events.stop()
      if (!needsSignIn) events.start()
    },
  )
  globalThis.addEventListener('online', refresh)

  events.start()
  onScopeDispose(() => {
    stopListening()
    clearInterval(heartbeat)
    globalThis.removeEventListener('online', refresh)
    events.stop()
  })
}
