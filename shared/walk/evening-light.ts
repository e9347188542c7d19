import { getTimes } from 'suncalc'
import { lightAt } from '../rating/light.ts'
import type { LightKind } from '../rating/rating.ts'
import type { CalendarDay } from '../timestamps.ts'

interface Place {
  longitude: number
  latitude: number
}

export interface EveningLight {
  /** Unix milliseconds; null where the sun does not set on that day. */
  sunsetMs: number | null
  /** The end of civil twilight; null in a night that does not get dark. */
  darkFromMs: number | null
}

/** When the evening of a day gets dark at a place by the sun alone. */
export function eveningLight(day: CalendarDay, { latitude, longitude }: Place): EveningLight {
  const { sunset, dusk } = getTimes(new Date(`${day}T12:00:00Z`), latitude, longitude)
  return { sunsetMs: sunset?.getTime() ?? null, darkFromMs: dusk?.getTime() ?? null }
}

/** partly: it gets dark, or light, on the way. */
export type LightOnTheWay = LightKind | 'partly'

const stepMs = 5 * 60_000

/** What light a walk has from its start to its end. */
export function lightOnTheWay(startMs: number, endMs: number, place: Place): LightOnTheWay {
  const steps = Math.max(1, Math.ceil((endMs - startMs) / stepMs))
  const moments = Array.from({ length: steps }, (_, step) => startMs + step * stepMs)
  const kinds = new Set([...moments, endMs].map((ms) => lightAt(new Date(ms).toISOString(), place)))
  if (kinds.has('dark')) return kinds.size === 1 ? 'dark' : 'partly'
  return kinds.has('day') ? 'day' : 'twilight'
}
