const dayMs = 86_400_000
const radians = Math.PI / 180

interface Place {
  longitude: number
  latitude: number
}

/**
 * Returns whether the sun is below the horizon (-0.833°, the usual definition with refraction) at a place and time. The
 * low-precision formulas of the Astronomical Almanac are exact to about a minute, enough for a colour theme.
 */
export function isAfterDusk(nowMs: number, place: Place): boolean {
  return sunHeight(nowMs, place) < -0.833
}

/** Height of the sun's centre in degrees. */
export function sunHeight(nowMs: number, { longitude, latitude }: Place): number {
  const days = nowMs / dayMs + 2_440_587.5 - 2_451_545
  const anomaly = (357.528 + 0.9856003 * days) * radians
  const mean = 280.46 + 0.9856474 * days
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians
  const tilt = (23.439 - 0.0000004 * days) * radians
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic))
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic))
  const siderealDegrees = (280.46062 + 360.98564737 * days + longitude) % 360
  const hourAngle = siderealDegrees * radians - ascension
  return (
    Math.asin(
      Math.sin(latitude * radians) * Math.sin(declination) +
        Math.cos(latitude * radians) * Math.cos(declination) * Math.cos(hourAngle),
    ) / radians
  )
}
