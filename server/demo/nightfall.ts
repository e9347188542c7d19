import type { CalendarDay } from '../../shared/timestamps.ts'

/** The demo's towns lie within half a degree of this place. */
const place = { longitude: 9.95, latitude: 57.1 }
/** Height of the sun at the end of civil twilight, when a street is dark without its lamps. */
const darkHeight = -6

const radians = (degrees: number) => (degrees * Math.PI) / 180

/**
 * Returns when it is dark in the north of Jutland, milliseconds since 1970 UTC. The usual short formulas for declination and equation of
 * time are exact to a few minutes, which is enough to choose the hour of a walk.
 */
export function nightfall(day: CalendarDay): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const dayOfYear = (midnight - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000 + 1
  const declination = radians(-23.44) * Math.cos(radians((360 / 365) * (dayOfYear + 10)))
  const angle = radians((360 / 364) * (dayOfYear - 81))
  const equationMinutes =
    9.87 * Math.sin(2 * angle) - 7.53 * Math.cos(angle) - 1.5 * Math.sin(angle)
  const noonMinutes = 720 - 4 * place.longitude - equationMinutes
  const latitude = radians(place.latitude)
  const cosine =
    (Math.sin(radians(darkHeight)) - Math.sin(latitude) * Math.sin(declination)) /
    (Math.cos(latitude) * Math.cos(declination))
  const minutes = noonMinutes + (Math.acos(cosine) * 180) / Math.PI / 0.25
  return midnight + Math.round(minutes) * 60_000
}
