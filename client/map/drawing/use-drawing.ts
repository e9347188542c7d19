import { computed, ref, shallowRef, type Ref } from 'vue'
import type { DrawnPoint } from './use-drawn-points.ts'
import type { MapPoint } from '../leaflet-coordinates.ts'
import { useAnnouncer } from '../../ui/announcements/use-announcer.ts'
import { placedStop, type FormStop, type PlanForm } from '../../../shared/walk/plan/plan-form.ts'
import { writePlace } from '../../../shared/walk/plan/typed-place.ts'
import { usePlanWords } from '../../ui/plan/use-plan-words.ts'

/** What a press on the map makes. */
export type DrawMode = 'stops' | 'route'

/** More bends than this, as files have them, would be a heap on the map that nobody can take hold of. */
export const mostBends = 60

const bendId = (index: number) => `bend-${String(index)}`

/** Draws the route and the stops of a plan on the map; every step can be taken back. */
export function useDrawing({ form, newId }: { form: () => PlanForm; newId: () => string }) {
  const { t } = usePlanWords()
  const { announce } = useAnnouncer()
  const mode = ref<DrawMode>('stops')
  const { note, undo, canUndo } = useUndo()
  const stops = () => form().stops
  const stopOf = (id: string): FormStop | undefined => stops().find((stop) => stop.id === id)

  function place(stop: FormStop, { longitude, latitude }: MapPoint) {
    const point = { longitude, latitude }
    const { id, point: old, place: typed } = stop
    Object.assign(stop, { point, place: writePlace(point) })
    note(() => Object.assign(stopOf(id) ?? {}, { point: old, place: typed }))
  }

  function addStop({ longitude, latitude }: MapPoint): number {
    const id = newId()
    stops().push(placedStop(id, { longitude, latitude }))
    note(() => (form().stops = stops().filter((stop) => stop.id !== id)))
    announce(t('desk.plan.added', { n: stops().length }))
    return stops().length
  }

  function setRoute(route: PlanForm['route']) {
    const old = form().route
    form().route = route
    note(() => (form().route = old))
  }

  function addBend({ longitude, latitude }: MapPoint) {
    setRoute([...form().route, [longitude, latitude]])
    announce(t('desk.planning.bendAdded', { n: form().route.length }))
  }

  function moved(id: string, to: MapPoint) {
    const stop = stopOf(id)
    if (stop) return place(stop, to)
    setRoute(
      form().route.map((bend, index) =>
        bendId(index) === id ? ([to.longitude, to.latitude] as const) : bend,
      ),
    )
  }

  /** New stops at these places, after those that are there; one step to take back. */
  function addStops(named: readonly (MapPoint & { name: string })[]) {
    const added = named.map(({ name, ...point }) => ({ ...placedStop(newId(), point), name }))
    stops().push(...added)
    const ids = new Set(added.map(({ id }) => id))
    note(() => (form().stops = stops().filter(({ id }) => !ids.has(id))))
    announce(t('desk.planning.suggestedStops', added.length))
  }

  const points = useDrawnPoints(form, mode)
  return { mode, points, canUndo, place, addStop, addStops, addBend, setRoute, moved, undo }
}

/** Steps that are taken back one by one, the latest first. */
function useUndo() {
  const { t } = usePlanWords()
  const { announce } = useAnnouncer()
  const steps = shallowRef<readonly (() => void)[]>([])
  const note = (takeBack: () => void) => (steps.value = [...steps.value, takeBack])
  function undo() {
    const last = steps.value.at(-1)
    if (!last) return
    last()
    steps.value = steps.value.slice(0, -1)
    announce(t('desk.planning.undone'))
  }
  return { note, undo, canUndo: computed(() => steps.value.length > 0) }
}

/** What can be dragged on the map: every stop, and the bends while the route is drawn. */
function useDrawnPoints(form: () => PlanForm, mode: Ref<DrawMode>) {
  const { t } = usePlanWords()
  const bends = computed<DrawnPoint[]>(() => {
    const { route } = form()
    if (mode.value !== 'route' || route.length > mostBends) return []
    return route.map(([longitude, latitude], index) => {
      const label = t('desk.planning.bend', { n: index + 1 })
      return { id: bendId(index), label, longitude, latitude }
    })
  })
  return computed<DrawnPoint[]>(() => [
    ...form().stops.flatMap(({ id, name, point }, index) => {
      const named = name || t('desk.plan.nameless')
      const label = t('desk.plan.stopOnMap', { n: index + 1, name: named })
      return point ? [{ id, label, number: index + 1, ...point }] : []
    }),
    ...bends.value,
  ])
}
