import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PlanForm } from '../../../../../shared/walk/plan/plan-form.ts'
import { suggestedStops } from '../../../../ui/plan/suggested-stops.ts'
import { useEarlierFindings, useLastWalk, type LayerName, type LayerView } from './use-earlier.ts'

interface PlanLayersOptions {
  form: () => PlanForm
  /** The walk that is planned; null for one that is not there yet. */
  walkId: string | null
}

/** The layers under a plan: which are on, what they hold where the map is, and the stops that their marks suggest. */
export function usePlanLayers({ form, walkId }: PlanLayersOptions) {
  const { t } = useI18n()
  const layers = ref<readonly LayerName[]>([])
  const view = shallowRef<LayerView | null>(null)
  const options = { view: () => view.value, shown: () => layers.value, walkId }
  const { clusters, marks, hasFailed } = useEarlierFindings(options)
  const { walk: lastWalk } = useLastWalk(options)
  const found = computed(() => clusters.value.reduce((sum, { count }) => sum + count, 0))
  const earlier = computed(() => {
    const { route = [], stops = [] } = (layers.value.includes('route') && lastWalk.value) || {}
    const straight = stops.map((one) => [one.longitude, one.latitude] as const)
    return { ...marks.value, route: route.length > 1 ? route : straight }
  })
  const chosen = ref('')
  const choose = (id: string) => {
    chosen.value = marks.value.pins.find((pin) => pin.id === id)?.label ?? ''
  }

  const suggested = () =>
    suggestedStops(form(), clusters.value, (count) => t('desk.planning.marksHere', count))
  return { layers, view, lastWalk, found, hasFailed, earlier, chosen, choose, suggested }
}
