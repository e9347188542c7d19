import { defineStore } from 'pinia'
import { computed, inject, nextTick, ref, shallowRef } from 'vue'
import type { Pin } from '../../../local/pins/pin.ts'
import type { StoredWalk } from '../../../sync/services/joined-walks.ts'
import type { SyncState } from '../../../sync/loop/sync-loop.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { coalesced, throttled } from './reading-again.ts'

/**
 * Holds the walk on the screen and its pins, as this phone has them. It reads only what is on the phone and never waits for a
 * network.
 */
export const useWalkStore = defineStore('walk', () => {
  const { walks, pins, sync } = inject(walkServicesKey) as WalkServices
  const current = shallowRef<StoredWalk | null>(null)
  const allPins = shallowRef<readonly Pin[]>([])
  const isReady = ref(false)
  const isFetched = ref(false)
  const isOutOfReach = ref(false)
  const selectedId = ref<string | null>(null)
  /** The pin that was pressed on the map, and whether its card has its size, so that the map knows what it covers. */
  const peek = shallowRef<{ id: string; isShown?: true } | null>(null)
  /** Stops that were rated or skipped on this phone; set once they have been read. */
  const stopStates = shallowRef<ReadonlyMap<string, 'rated' | 'skipped'>>(new Map())
  /** "Start vandringen" was pressed on this phone, whether it was sent or not; set with `stopStates`. */
  const isStartedHere = ref(false)
  let starting: Promise<void> | undefined
  let beforePins: (() => Promise<void>) | undefined

  const refresh = coalesced(async () => {
    const { current: now = null, isFetched: isNowFetched } = await walks.read()
    // The map may be drawn while the pins are still read; pins of another walk must not be on it.
    if (now?.walk.id !== current.value?.walk.id) allPins.value = []
    current.value = now
    if (now) await beforePins?.()
    beforePins = undefined
    allPins.value = now ? await pins.list(now.walk.id) : []
    isFetched.value = isNowFetched
    isReady.value = true
  })

  /**
   * Begins once, however often it is called, and resolves after the first reading. Reading the pins of a full phone takes a second,
   * so on a walk it waits for `first`.
   */
  function start(first?: () => Promise<void>): Promise<void> {
    if (starting) return starting
    // The time that screens take to render counts as reading, too.
    const news = throttled(() => refresh().then(() => nextTick()))
    walks.subscribe(news)
    pins.subscribe(news)
    sync.subscribe(() => (isOutOfReach.value = keepsRowsAway(sync.state())))
    beforePins = first
    return (starting = refresh())
  }

  const visible = computed(() => allPins.value.filter(isThere))
  return {
    current,
    pins: visible,
    allPins,
    isReady,
    /** Before that, an empty list does not mean that others have made no pins. */
    isFetched,
    /** Pins of others cannot arrive at the moment. */
    isOutOfReach,
    selectedId,
    peek,
    stopStates,
    isStartedHere,
    observations: computed(() => visible.value.map(({ observation }) => observation)),
    start,
    refresh,
  }
})

const isThere = ({ observation }: Pin): boolean => !observation.isWithdrawn

const keepsRowsAway = ({ connection, needsSignIn, appTooOld }: SyncState): boolean =>
  needsSignIn || appTooOld || !(connection === 'online' || connection === 'unknown')
