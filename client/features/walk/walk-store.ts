import { defineStore } from 'pinia'
import { computed, inject, nextTick, ref, shallowRef } from 'vue'
import type { Pin } from '../../local/pin.ts'
import type { StoredWalk } from '../../sync/joined-walks.ts'
import { walkServicesKey, type WalkServices } from '../../sync/walk-services.ts'
import { coalesced, unhurried } from './reading-again.ts'

/** The walk on the screen and its pins, as this phone has them. Reads only what is on the phone; nothing here waits for a network. */
export const useWalkStore = defineStore('walk', () => {
  const { walks, pins } = inject(walkServicesKey) as WalkServices
  const current = shallowRef<StoredWalk | null>(null)
  const joined = shallowRef<readonly StoredWalk[]>([])
  const allPins = shallowRef<readonly Pin[]>([])
  const isReady = ref(false)
  const selectedId = ref<string | null>(null)
  const stops: (() => void)[] = []
  let starting: Promise<void> | undefined

  async function readAll(): Promise<void> {
    const { joined: all, current: now = null } = await walks.read()
    joined.value = all
    // The map may come up while the pins are still read; those of another walk must not be on it.
    if (now?.walk.id !== current.value?.walk.id) allPins.value = []
    current.value = now
    allPins.value = now ? await pins.list(now.walk.id) : []
    isReady.value = true
  }

  const refresh = coalesced(readAll)

  /** Begins once, however often it is called; resolves when the first reading is there. */
  function start(): Promise<void> {
    if (starting) return starting
    // What the screens make of it counts as reading, too.
    const news = unhurried(() => refresh().then(() => nextTick()))
    stops.push(walks.subscribe(news), pins.subscribe(news))
    return (starting = refresh())
  }

  function stop(): void {
    starting = undefined
    for (const end of stops.splice(0)) end()
  }

  async function choose(walkId: string): Promise<void> {
    await walks.setCurrent(walkId)
    selectedId.value = null
    await refresh()
  }

  const visible = computed(() =>
    allPins.value.filter(({ observation }) => !observation.isWithdrawn),
  )
  return {
    current,
    joined,
    pins: visible,
    allPins,
    isReady,
    selectedId,
    observations: computed(() => visible.value.map(({ observation }) => observation)),
    start,
    stop,
    refresh,
    choose,
  }
})
