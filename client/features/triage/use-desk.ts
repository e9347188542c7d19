import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { MapView } from '../../map/map-content.ts'
import { useClustersStore } from './clusters-store.ts'
import { useDraftsStore } from './drafts-store.ts'
import { useChangesStore } from './changes-store.ts'
import { useListStore } from './list-store.ts'
import { useOpenedStore } from './opened-store.ts'
import { useDeskAddress } from './use-desk-address.ts'

/** A map being dragged ends many moves; the server is asked when it rests. */
const restMs = 200

/** The address drives everything: what it says is asked for, and what the person does changes it. */
export function useDesk() {
  const navigation = useDeskAddress()
  const list = useListStore()
  const clusters = useClustersStore()
  const opened = useOpenedStore()
  const view = shallowRef<{ box: BoundingBox; zoom: number } | null>(null)
  const { address } = navigation
  const filter = computed(() => address.value.filter)
  const filterText = computed(() => JSON.stringify(filter.value))
  const box = computed(() => (address.value.followsMap ? (view.value?.box ?? null) : null))
  const boxText = computed(() => box.value?.join() ?? '')

  watch(
    [filterText, () => address.value.sort, boxText],
    () => void list.load({ filter: filter.value, sort: address.value.sort, box: box.value }),
    { immediate: true },
  )
  watch([filterText, view], () => {
    if (view.value) void clusters.load({ filter: filter.value, ...view.value })
  })
  watch(
    () => address.value.selected,
    (id) => {
      if (id === null) opened.close()
      else
        void opened.open(
          id,
          list.rows.find((row) => row.id === id),
        )
    },
    { immediate: true },
  )

  let timer: ReturnType<typeof setTimeout> | undefined
  /** Where the map begins is asked for, but is no choice of the person's and so not in the address. */
  function begin({ zoom, bounds }: MapView) {
    view.value = { box: bounds, zoom }
  }

  function look(moved: MapView) {
    const [west, , east] = moved.bounds
    if (east <= west) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      begin(moved)
      navigation.look({ ...moved.center, zoom: moved.zoom })
    }, restMs)
  }
  onScopeDispose(() => clearTimeout(timer))
  guardLeaving()

  return { navigation, begin, look }
}

/** The browser asks before a page with unsent words is closed; its own text cannot be chosen. */
function guardLeaving() {
  const drafts = useDraftsStore()
  const changes = useChangesStore()
  function ask(event: BeforeUnloadEvent) {
    if (drafts.hasTyped || changes.unsentCount > 0) event.preventDefault()
  }
  globalThis.addEventListener('beforeunload', ask)
  onScopeDispose(() => globalThis.removeEventListener('beforeunload', ask))
}
