import { computed } from 'vue'
import { stopsOf, type PlanForm } from '../../../shared/walk/plan/plan-form.ts'
import { useStops } from '../../ui/plan/use-stops.ts'
import type { MapPoint } from '../leaflet-coordinates.ts'
import { useDrawing } from './use-drawing.ts'

interface StopsOnMapOptions {
  form: () => PlanForm
  newId: () => string
}

/** The stops of a plan in their list and on the map at once. */
export function useStopsOnMap({ form, newId }: StopsOnMapOptions) {
  const stops = useStops({ stops: () => form().stops, newId })
  const drawing = useDrawing({ form, newId })
  const placed = computed(() => stopsOf(form()))
  /** The number of the stop that the next press on the map places. */
  const placing = computed(
    () => form().stops.findIndex(({ id }) => id === stops.placingId.value) + 1 || null,
  )

  /** A press on the map places the stop that was chosen for it; otherwise it draws. Returns the number of a stop that is new. */
  function press(point: MapPoint): number | undefined {
    const chosen = form().stops.find(({ id }) => id === stops.placingId.value)
    stops.placingId.value = null
    if (!chosen && drawing.mode.value === 'stops') return drawing.addStop(point)
    if (chosen) drawing.place(chosen, point)
    else drawing.addBend(point)
    return undefined
  }
  return { stops, drawing, placed, placing, press }
}
