import { getPosition } from 'suncalc'
import type { Timestamp } from '../timestamps.ts'
import type { LightKind } from './rating.ts'

interface Place {
  longitude: number
  latitude: number
}

/** Below this height of the sun, in degrees, civil twilight ends. */
const darkBelow = -6

/** What light there was by the sun's height; street lamps and clouds are another matter. */
export function lightAt(moment: Timestamp, { latitude, longitude }: Place): LightKind {
  const { altitude } = getPosition(new Date(moment), latitude, longitude)
  if (altitude > 0) return 'day'
  return altitude < darkBelow ? 'dark' : 'twilight'
}
