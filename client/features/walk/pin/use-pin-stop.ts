import { computed } from 'vue'
import { distanceMetres } from '../../../../shared/geo.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { stopOf } from '../../../../shared/walk/findings-by-stop.ts'
import type { WalkStop } from '../../../../shared/walk/walk.ts'
import { useFormats } from '../../../ui/formats/use-formats.ts'
import { isolate } from '../../../ui/language/isolate.ts'
import { useWalkStore } from '../current-walk/current-walk-store.ts'

/** The stop that a pin belongs to, of the walk on the screen, whose pins are shown. */
export function usePinStop(pin: () => VisibleObservation) {
  const formats = useFormats()
  const store = useWalkStore()
  const stops = computed(() => store.current?.walk.stops ?? [])
  /** `3 · Torvet · 140 m`, without metres where the pin is placed by words alone. */
  function words(stop: WalkStop): string {
    const { position } = pin()
    const number = String(stops.value.indexOf(stop) + 1)
    const metres =
      position.source === 'address' ? [] : [formats.value.distance(distanceMetres(position, stop))]
    return [number, isolate(stop.name), ...metres].join(' · ')
  }
  return {
    stops,
    words,
    stop: computed(() => stopOf(pin(), stops.value)),
    nearest: computed(() => stopOf({ position: pin().position }, stops.value)),
  }
}
