import type { Map as LeafletMap } from 'leaflet'
import { computed, ref, type ShallowRef } from 'vue'
import { toLatLng } from '../leaflet-coordinates.ts'
import type { MapStack, MapView } from '../map-content.ts'
import { roomForNames, type NameSide } from './stop-names.ts'

interface OpenStopOptions {
  map: ShallowRef<LeafletMap | null>
  view: ShallowRef<MapView | null>
  stacks: () => readonly MapStack[]
}

/** The stop whose name was requested, one at a time, and those whose names have room. */
export function useOpenStop({ map, view, stacks }: OpenStopOptions) {
  const open = ref<{ id: string; side: NameSide } | null>(null)
  const room = computed(() => roomForNames(stacks(), Math.round(view.value?.zoom ?? 0)))

  function toggle(stack: MapStack): void {
    open.value = open.value?.id === stack.id ? null : { id: stack.id, side: sideOf(stack) }
  }

  /** The side with room, else towards the middle of the screen, so that no edge cuts it. */
  function sideOf(stack: MapStack): NameSide {
    const known = room.value.get(stack.id)
    if (known || !map.value) return known ?? 'right'
    const { x } = map.value.latLngToContainerPoint(toLatLng(stack))
    return x > map.value.getSize().x / 2 ? 'left' : 'right'
  }

  function close(): void {
    open.value = null
  }

  const openSide = (id: string) => (open.value?.id === id ? open.value.side : null)
  const roomSide = (id: string) => room.value.get(id) ?? null
  return { toggle, close, openSide, roomSide }
}
