import { inject, onScopeDispose, watch } from 'vue'
import { useChangesStore } from '../decisions/changes-store.ts'
import { useClustersStore } from '../overview-map/clusters-store.ts'
import { useListStore } from '../list/list-store.ts'
import { makeLiveRefresh } from './live-refresh.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useReaderStore } from './reader-store.ts'
import { requireDeskServices } from './require-services.ts'

/** Ages and deadlines are looked over this often; without live wake-ups, or in trouble, the desk also asks this often. */
const heartbeatMs = 10_000

/**
 * Keeps list, map and open observation in step with the world: on every wake-up, when the connection or the sign-in is back,
 * and on a slow beat in case a wake-up was lost. What was decided without a connection goes out as soon as there is one.
 */
export function useLiveDesk(): void {
  const { events } = requireDeskServices(inject)
  const desk = useReaderStore()
  const list = useListStore()
  const clusters = useClustersStore()
  const opened = useOpenedStore()
  const changes = useChangesStore()

  const refresh = makeLiveRefresh({
    look: async () => {
      if (desk.needsSignIn) return
      await Promise.all([list.refresh(), clusters.refresh(), opened.refresh()])
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
      // A stream that was refused for want of a session is not asked for again by itself.
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
