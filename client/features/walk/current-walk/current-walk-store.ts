import { defineStore } from 'pinia'
import { computed, inject, nextTick, ref, shallowRef } from 'vue'
import type { Pin } from '../../../local/pins/pin.ts'
import type { StoredWalk } from '../../../sync/services/joined-walks.ts'
import type { SyncState } from '../../../sync/loop/sync-loop.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { coalesced, unhurried } from './reading-again.ts'

/** The walk on the screen and its pins, as this phone has them. Reads only what is on the phone; nothing here waits for a network. */
export const useWalkStore = defineStore('walk', () => {
  const { walks, pins, sync } = inject(walkServicesKey) as WalkServices
  const current = shallowRef<StoredWalk | null>(null)
  const allPins = shallowRef<readonly Pin[]>([])
  const isReady = ref(false)
  const isFetched = ref(false)
  const isOutOfReach = ref(false)
  const selectedId = ref<string | null>(null)
  let starting: Promise<void> | undefined
  let beforePins: (() => Promise<void>) | undefined

  const refresh = coalesced(async () => {
    const { current: now = null, isFetched: isNowFetched } = await walks.read()
    // The map may come up while the pins are still read; those of another walk must not be on it.
    if (now?.walk.id !== current.value?.walk.id) allPins.value = []
    current.value = now
    if (now) await beforePins?.()
    beforePins = undefined
    allPins.value = now ? await pins.list(now.walk.id) : []
    isFetched.value = isNowFetched
    isReady.value = true
  })

  /**
   * Begins once, however often it is called; resolves when the first reading is there. The pins of a full phone take a second to read:
   * on a walk they wait for `first`.
   */
  function start(first?: () => Promise<void>): Promise<void> {
    if (starting) return starting
    // What the screens make of it counts as reading, too.
    const news = unhurried(() => refresh().then(() => nextTick()))
    walks.subscribe(news)
    pins.subscribe(news)
    sync.subscribe(() => (isOutOfReach.value = keepsRowsAway(sync.state())))
    beforePins = first
    return (starting = refresh())
  }

  const visible = computed(() =>
    allPins.value.filter(({ observation }) => !observation.isWithdrawn),
  )
  return {
    current,
    pins: visible,
    allPins,
    isReady,
    /** Until then a list without pins says nothing of what others have made. */
    isFetched,
    /** What others have made cannot come just now. */
    isOutOfReach,
    selectedId,
    observations: computed(() => visible.value.map(({ observation }) => observation)),
    start,
    refresh,
  }
})

const keepsRowsAway = ({ connection, needsSignIn, appTooOld }: SyncState): boolean =>
  needsSignIn || appTooOld || !(connection === 'online' || connection === 'unknown')
