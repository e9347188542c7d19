import { computed, onScopeDispose, watch } from 'vue'
import { askedFilter } from '../filter/chosen-filter.ts'
import { useClustersStore } from '../overview-map/clusters-store.ts'
import { narrowingParts } from '../address/desk-address.ts'
import { useDraftsStore } from '../decisions/drafts-store.ts'
import { useChangesStore } from '../decisions/changes-store.ts'
import { useListStore } from '../list/list-store.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useDeskAddress } from '../address/use-desk-address.ts'
import { boxText, useMapView } from './use-map-view.ts'

/** The address drives everything: its content is requested, and the person's actions change it. */
export function useDesk() {
  const navigation = useDeskAddress()
  const { view, followed, begin, look } = useMapView(navigation)
  const list = useListStore()
  const clusters = useClustersStore()
  const opened = useOpenedStore()
  const { address } = navigation
  const filter = computed(() => askedFilter(address.value.filter, address.value.showsAll))
  const filterText = computed(() => JSON.stringify(filter.value))
  const box = computed(() => (address.value.followsMap ? followed.value : null))
  const listBox = computed(() => (box.value ? boxText(box.value) : ''))

  /** A damaged filter is not queried without its damaged part: that would find more than the link meant. */
  const isWithheld = computed(() =>
    navigation.damaged.value.some((part) => narrowingParts.includes(part)),
  )
  watch(
    [filterText, () => address.value.sort, listBox, isWithheld],
    () => {
      if (isWithheld.value) list.withhold()
      else void list.load({ filter: filter.value, sort: address.value.sort, box: box.value })
    },
    { immediate: true },
  )
  watch([filterText, view, isWithheld], () => {
    if (isWithheld.value) clusters.withhold()
    else if (view.value) void clusters.load({ filter: filter.value, ...view.value })
  })
  watch(
    () => address.value.selected,
    (id) => {
      const known = list.rows.find((row) => row.id === id)
      if (id === null) opened.close()
      else void opened.open(id, known)
    },
    { immediate: true },
  )

  guardLeaving()

  return { navigation, begin, look }
}

/** The browser asks before a page with unsent words is closed; the text of that question cannot be changed. */
function guardLeaving() {
  const drafts = useDraftsStore()
  const changes = useChangesStore()
  function ask(event: BeforeUnloadEvent) {
    if (drafts.hasTyped || changes.unsentCount > 0) event.preventDefault()
  }
  globalThis.addEventListener('beforeunload', ask)
  onScopeDispose(() => globalThis.removeEventListener('beforeunload', ask))
}
