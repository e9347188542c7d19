import { distanceMetres } from '../../../../../shared/geo.ts'
import type { WalkStop } from '../../../../../shared/walk/walk.ts'

const metresPerMinute = 4_000 / 60
const minutesAtStop = 5
const roundedTo = 5

/** Along the stops at 4 km/h, with five minutes at each; to five minutes, because nobody knows it better. */
export function planLength(stops: readonly Pick<WalkStop, 'longitude' | 'latitude'>[]) {
  const metres = stops.reduce((sum, stop, index) => {
    const before = stops[index - 1]
    return before ? sum + distanceMetres(before, stop) : sum
  }, 0)
  const minutes = metres / metresPerMinute + minutesAtStop * stops.length
  return { metres, minutes: Math.ceil(minutes / roundedTo) * roundedTo }
}
