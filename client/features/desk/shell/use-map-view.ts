import { onScopeDispose, shallowRef, watch } from 'vue'
import type { BoundingBox } from '../../../../shared/geo.ts'
import type { MapView } from '../../../map/map-content.ts'
import { roundedView, type DeskView } from '../address/desk-address.ts'
import type { DeskNavigation } from '../address/use-desk-address.ts'

/** Dragging a map ends many moves; the request is sent when it rests. */
const restMs = 200

/**
 * The map's present view, and the box that a list follows. Only a person's own move changes that box and the address: beside a pane that
 * opens the map is narrower, and a list that followed it there would lose what was just chosen.
 */
export function useMapView({ address, look: write }: Pick<DeskNavigation, 'address' | 'look'>) {
  const view = shallowRef<{ box: BoundingBox; zoom: number } | null>(null)
  const followed = shallowRef<BoundingBox | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isMoved = false
  let seen = ''

  function show({ zoom, bounds }: MapView) {
    const now = boxText(bounds)
    if (!view.value || boxText(view.value.box) !== now) view.value = { box: bounds, zoom }
  }

  /** A map that is shown again may be narrower than it was; where it stands has not changed by that. */
  function begin(first: MapView) {
    show(first)
    const now = viewText({ ...first.center, zoom: first.zoom })
    if (seen === now) return false
    seen = now
    followed.value = first.bounds
    return true
  }

  function look(moved: MapView) {
    const [west, , east] = moved.bounds
    if (east <= west) return
    clearTimeout(timer)
    isMoved ||= !moved.isOnlyResized
    timer = setTimeout(() => {
      if (!isMoved) show(moved)
      else if (begin(moved)) write({ ...moved.center, zoom: moved.zoom })
      isMoved = false
    }, restMs)
  }

  watch(
    () => address.value.followsMap,
    () => (followed.value = view.value?.box ?? null),
    // The list is requested once, with the right box.
    { flush: 'sync' },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { view, followed, begin, look }
}

/** Five decimals are a metre: a map that only adjusted to its frame has not moved. */
export const boxText = (box: BoundingBox) => box.map((degrees) => degrees.toFixed(5)).join()
const viewText = (view: DeskView) => JSON.stringify(roundedView(view))
