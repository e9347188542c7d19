import { effectScope, ref, type Ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  plainAddress,
  type DeskAddress,
} from '../../../../client/features/desk/address/desk-address.ts'
import { useMapView } from '../../../../client/features/desk/shell/use-map-view.ts'
import type { MapView } from '../../../../client/map/map-content.ts'

/** A map of one degree to each side of its middle, and less when a pane stands beside it. */
const around = (longitude: number, half = 1): MapView => ({
  center: { longitude, latitude: 57 },
  zoom: 10,
  bounds: [longitude - half, 56, longitude + half, 58],
})
const resized = (view: MapView): MapView => ({ ...view, isOnlyResized: true })

let address: Ref<DeskAddress>
let written: number[]
let map: ReturnType<typeof useMapView>

beforeEach(() => {
  vi.useFakeTimers()
  address = ref({ ...plainAddress, followsMap: true })
  written = []
  const scope = effectScope()
  const look = ({ longitude }: { longitude: number }) => void written.push(longitude)
  map = scope.run(() => useMapView({ address: address as never, look })) as typeof map
  map.begin(around(10))
  return () => scope.stop()
})
afterEach(() => vi.useRealTimers())

function rest(...views: MapView[]) {
  for (const view of views) map.look(view)
  vi.runAllTimers()
}

describe('the box that a list follows', () => {
  it('is that of the first view and then of each move, which also goes into the address', () => {
    expect(map.followed.value).toEqual(around(10).bounds)
    rest(around(11))
    expect(map.followed.value).toEqual(around(11).bounds)
    expect(written).toEqual([11])
  })

  it('stays when a pane beside the map makes it narrower and moves it aside, though the pins are those in view', () => {
    rest(resized(around(10.2, 0.5)))
    expect(map.followed.value).toEqual(around(10).bounds)
    expect(map.view.value?.box).toEqual(around(10.2, 0.5).bounds)
    expect(written).toEqual([])
  })

  it('is not lost when the map is resized before a move has come to rest', () => {
    rest(around(11), resized(around(11, 0.5)))
    expect(map.followed.value).toEqual(around(11, 0.5).bounds)
    expect(written).toEqual([11])
  })

  it('stays when the map is shown again, narrower but at the same place', () => {
    map.begin(around(10, 0.5))
    expect(map.followed.value).toEqual(around(10).bounds)
  })

  it('is what the map shows at the moment when the list begins to follow it', () => {
    address.value = { ...address.value, followsMap: false }
    rest(resized(around(10, 0.5)))
    address.value = { ...address.value, followsMap: true }
    expect(map.followed.value).toEqual(around(10, 0.5).bounds)
  })
})
