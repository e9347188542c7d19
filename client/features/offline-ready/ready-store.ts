import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { Uuid } from '../../../shared/identifiers.ts'
import { createTurns } from '../../../shared/turns.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { readRemembered, remember } from '../../ui/saving/remembered.ts'
import { readFacts } from './read-facts.ts'
import type { ReadyDevice } from './ready-device.ts'
import { isMapToFetch, isReady, readinessOf, toldReadiness, type ReadyFacts } from './readiness.ts'
import { useAreaDownload } from './use-area-download.ts'

/**
 * "Gør klar til offline": what is on the phone, and fetching what is missing. The check is always made again, never remembered; a
 * download continues while the person looks at another page.
 */
export const useReadyStore = defineStore('offline-ready', () => {
  const services = inject(walkServicesKey) as WalkServices
  const walk = shallowRef<Walk | null>(null)
  const facts = shallowRef<ReadyFacts | null>(null)
  const isWorking = ref(false)
  const { progress, trouble, download, cancel } = useAreaDownload(services.area)
  let wasPersistAsked = readRemembered('persist-asked', ['yes']) === 'yes'

  const lines = computed(() => (facts.value ? readinessOf(facts.value) : []))
  const ready = computed(() => isReady(lines.value))

  async function look(device: ReadyDevice): Promise<void> {
    const { current, isFetched } = await services.walks.read()
    walk.value = current?.walk ?? null
    const sources = { services, device, walk: walk.value, isFetched, wasPersistAsked }
    facts.value = await readFacts(sources)
    if (current) await tellLeader(current.walk.id)
  }

  /** A phone that cannot note it still shows its list. */
  const tellLeader = (walkId: Uuid) =>
    services.walks.keepReadiness({ walkId, ...toldReadiness(lines.value) }).catch(() => undefined)

  /** Checks run one after the other: two at a time would find each other's test records. */
  const inTurn = createTurns()
  const check = (device: ReadyDevice) => inTurn(() => look(device))

  const follow = (device: ReadyDevice) =>
    followPhone(services, {
      areRowsMissing: () => facts.value?.areRowsMissing === true,
      lookAgain: () => {
        if (!isWorking.value) void check(device)
      },
    })

  /** Asks the phone for what only a press may request, then fetches the map; each part may fail on its own. */
  async function prepare(device: ReadyDevice): Promise<void> {
    if (isWorking.value) return
    isWorking.value = true
    // First, while the browser still counts the press as the reason.
    const asked = Promise.allSettled([device.askPosition(), services.storage.persist()])
    if (walk.value && (!facts.value || isMapToFetch(facts.value))) await download(walk.value)
    await Promise.race([asked, patience()])
    // A later answer still counts.
    void asked.then(() => check(device))
    wasPersistAsked = true
    remember('persist-asked', 'yes')
    await check(device)
    isWorking.value = false
  }

  /** Frees the map's space. */
  async function removeMap(device: ReadyDevice): Promise<void> {
    if (walk.value) await services.area.remove(walk.value.id)
    await check(device)
  }

  const state = { walk, facts, lines, ready, progress, trouble, isWorking }
  return { ...state, check, follow, prepare, cancel, removeMap }
})

interface PhoneWatch {
  areRowsMissing: () => boolean
  lookAgain: () => void
}

/** Keeps the list true while it is visible: walks change, and rows may arrive only now. Returns a function that stops it. */
function followPhone({ walks, pins }: WalkServices, watch: PhoneWatch): () => void {
  const stopWalks = walks.subscribe(watch.lookAgain)
  const stopPins = pins.subscribe(() => {
    if (watch.areRowsMissing()) watch.lookAgain()
  })
  return () => {
    stopWalks()
    stopPins()
  }
}

const patienceMs = 5_000

/** Firefox asks the person before it promises storage, and waits for ever when the prompt is ignored. */
const patience = () => new Promise((resolve) => setTimeout(resolve, patienceMs))
