/** A smaller share is lost by rounding. */
const whole = 0.99

/**
 * Returns the whole percent of the municipality that the map shows, 0 only when it shows none of it; null without a map or when it
 * shows all.
 */
export function coverPercent(covered: number | null): number | null {
  if (covered === null || covered >= whole) return null
  return covered === 0 ? 0 : Math.max(1, Math.floor(covered * 100))
}
