import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Cluster } from '../../../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../../../shared/geo.ts'
import { statuses, statusFamily } from '../../../../../shared/observation/observation-status.ts'
import type { Walk } from '../../../../../shared/walk/walk.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { clusterQuery, emptyFilter } from '../../filter/chosen-filter.ts'
import { mapMarks } from '../../../../map/marks/found-marks.ts'
import { usePinLabel } from '../../words/use-pin-label.ts'

/** What the map shows, as it was moved last. */
export interface LayerView {
  box: BoundingBox
  zoom: number
}

export const layerNames = ['findings', 'marks', 'route', 'ratings'] as const
export type LayerName = (typeof layerNames)[number]

interface EarlierOptions {
  view: () => LayerView | null
  shown: () => readonly LayerName[]
  /** The walk that is planned. */
  walkId: string | null
}

const open = statuses.filter((status) => statusFamily(status) === 'open')

/** Open findings of all walks in view, or those that were made before this walk; the server groups them, however many there are. */
export function useEarlierFindings({ view, shown, walkId }: EarlierOptions) {
  const { t } = useI18n()
  const desk = useReaderStore()
  const pinLabel = usePinLabel()
  const clusters = shallowRef<readonly Cluster[]>([])
  const hasFailed = shallowRef(false)
  let asking = new AbortController()
  /** Null while neither layer is on. */
  const walks = computed(() => {
    if (shown().includes('findings')) return []
    return shown().includes('marks') && walkId !== null ? [walkId] : null
  })

  async function load() {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    const [seen, walk] = [view(), walks.value]
    if (!seen || !walk) {
      clusters.value = []
      return
    }
    const query = clusterQuery({ ...emptyFilter, status: open, walk }, seen.box, seen.zoom)
    const asked = await desk.ask('clusterObservations', { query, signal })
    if (signal.aborted) return
    hasFailed.value = asked.state !== 'answered'
    clusters.value = asked.state === 'answered' ? asked.value.clusters : []
  }
  watch([view, walks], load, { immediate: true })

  const marks = computed(() =>
    mapMarks(
      { gathered: clusters.value, opened: null, zoom: view()?.zoom ?? 0 },
      {
        pin: pinLabel,
        cluster: (count) => t('desk.map.cluster', { count }),
      },
    ),
  )
  return { clusters, marks, hasFailed }
}

const isTouching = ([w, s, e, n]: BoundingBox, [west, south, east, north]: BoundingBox): boolean =>
  w <= east && e >= west && s <= north && n >= south

/** The last walk that is over and went through what the map shows; its ratings are the summaries that everybody at the desk may see. */
export function useLastWalk({ view, shown, walkId }: EarlierOptions) {
  const desk = useReaderStore()
  const walk = shallowRef<Walk | null>(null)
  const isWanted = computed(() => shown().includes('route') || shown().includes('ratings'))
  const lastId = computed(() => {
    const seen = view()
    if (!seen || !isWanted.value) return null
    const over = (desk.reader?.walks ?? []).filter(
      ({ id, phase, startsAt, area }) =>
        id !== walkId && phase === 'closed' && startsAt !== null && isTouching(area, seen.box),
    )
    return (
      over.toSorted((a, b) => String(b.startsAt).localeCompare(String(a.startsAt)))[0]?.id ?? null
    )
  })
  watch(
    lastId,
    async (id) => {
      walk.value = null
      if (id === null) return
      const asked = await desk.ask('readWalk', { params: { id } })
      if (lastId.value === id && asked.state === 'answered') walk.value = asked.value
    },
    { immediate: true },
  )
  return { walk, isWanted }
}
