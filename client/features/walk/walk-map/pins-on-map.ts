import {
  statusFamily,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'
import type { MapPin } from '../../../map/map-content.ts'
import type { Delivery, Pin } from '../../../local/pins/pin.ts'

/** What the person wants to see on the map; own unsent pins are always shown. */
export interface MapLayers {
  own: boolean
  others: boolean
  solved: boolean
  route: boolean
}

export const allLayers: MapLayers = { own: true, others: true, solved: true, route: true }

const undelivered: readonly Delivery[] = ['on-phone', 'sending', 'refused', 'waiting-for-sign-in']
export const isUnsent = ({ delivery }: Pin): boolean => undelivered.includes(delivery)

/** An address alone has no place on the map; such pins are in the list only. */
function isShown({ observation, ...pin }: Pin, layers: MapLayers): boolean {
  if (observation.position.source === 'address') return false
  if (undelivered.includes(pin.delivery)) return true
  if (statusFamily(observation.status) !== 'open' && !layers.solved) return false
  return observation.isOwn ? layers.own : layers.others
}

/** Returns pins as the map draws them. `labelOf` gives the accessible name, `freshId` the one that pulses once. */
export function pinsOnMap(
  pins: readonly Pin[],
  view: { layers: MapLayers; freshId: string | null; labelOf: (pin: Pin) => string },
): MapPin[] {
  return pins
    .filter((pin) => isShown(pin, view.layers))
    .map((pin) => ({
      id: pin.id,
      longitude: pin.observation.position.longitude,
      latitude: pin.observation.position.latitude,
      category: pin.observation.category,
      family: familyOf(pin.observation.status),
      label: view.labelOf(pin),
      isUnsent: isUnsent(pin),
      isFresh: pin.id === view.freshId,
    }))
}

/** Statuses of a newer server are shown as open: nothing unknown is called solved. */
const familyOf = (status: string) => statusFamily(status as ObservationStatus)
