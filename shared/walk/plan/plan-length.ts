import { distanceMetres } from '../../geo.ts'
import type { Walk, WalkStop } from '../walk.ts'

type Place = Pick<WalkStop, 'longitude' | 'latitude'>

const metresPerMinute = 4_000 / 60
const minutesAtStop = 5
const roundedTo = 5

const alongMetres = (places: readonly Place[]): number =>
  places.reduce((sum, place, index) => {
    const before = places[index - 1]
    return before ? sum + distanceMetres(before, place) : sum
  }, 0)

export const lineMetres = (route: Walk['route']): number =>
  alongMetres(route.map(([longitude, latitude]) => ({ longitude, latitude })))

/**
 * Along the route at 4 km/h, or from stop to stop where there is none, with five minutes at each stop; to five minutes, because nobody
 * knows it better.
 */
export function planLength({ stops, route }: { stops: readonly Place[]; route: Walk['route'] }) {
  const metres = route.length > 1 ? lineMetres(route) : alongMetres(stops)
  const minutes = metres / metresPerMinute + minutesAtStop * stops.length
  return { metres, minutes: Math.ceil(minutes / roundedTo) * roundedTo }
}
