import { computed, inject, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Cluster, Reply } from '../../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import { mapMarks } from '../../../map/marks/found-marks.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'
import { categoryKey } from '../../../ui/messages/category-name.ts'
import { usePlanPageWords } from '../use-plan-page-words.ts'

export const earlierLayers = ['findings', 'route', 'ratings'] as const
export type EarlierLayer = (typeof earlierLayers)[number]

interface MapView {
  box: BoundingBox
  zoom: number
}

/** The phone's plan does not explain it, and its words do not name it. */
const withoutSeverity = ({ severity: _, ...mark }: Cluster): Cluster => mark

/** What the server knows of the place from before, as the map was moved last; asked only while a layer is on. */
export function useEarlierHere(walkId: string) {
  const { api } = inject(walkServicesKey) as WalkServices
  const { t } = usePlanPageWords()
  const layers = ref<EarlierLayer[]>([])
  const view = shallowRef<MapView | null>(null)
  const known = shallowRef<Reply<'earlierHere'> | null>(null)
  const hasFailed = ref(false)
  let asking = new AbortController()

  async function load(): Promise<void> {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    if (!view.value || layers.value.length === 0) return
    const query = { bbox: view.value.box.join(','), zoom: Math.round(view.value.zoom) }
    const options = { params: { id: walkId }, query, signal }
    const outcome = await api.call('earlierHere', options).catch(() => undefined)
    if (signal.aborted) return
    hasFailed.value = outcome?.ok !== true
    if (outcome?.ok) known.value = outcome.value
  }
  watch([view, () => layers.value.length], load)
  onScopeDispose(() => asking.abort())

  const has = (layer: EarlierLayer) => layers.value.includes(layer)
  const lastWalk = computed(() => known.value?.lastWalk ?? null)
  const clusters = computed<readonly Cluster[]>(() =>
    has('findings') ? (known.value?.clusters ?? []) : [],
  )
  const found = computed(() => clusters.value.reduce((sum, { count }) => sum + count, 0))
  const onMap = computed(() => {
    const { route = [], stops = [] } = (has('route') && lastWalk.value) || {}
    const straight = stops.map((one) => [one.longitude, one.latitude] as const)
    const marks = mapMarks(
      { gathered: clusters.value.map(withoutSeverity), opened: null, zoom: view.value?.zoom ?? 0 },
      {
        pin: ({ category }) => t(categoryKey(category)),
        cluster: (count) => t('desk.planning.marksHere', count),
      },
    )
    return { ...marks, route: route.length > 1 ? route : straight }
  })
  return { layers, view, lastWalk, clusters, found, onMap, hasFailed, load, has }
}
