/** Less than that is what rounding takes away. */
const whole = 0.99

/** Whole percent of the municipality that the map shows, 0 only when it shows none of it; null where there is nothing to say. */
export function coverPercent(covered: number | null): number | null {
  if (covered === null || covered >= whole) return null
  return covered === 0 ? 0 : Math.max(1, Math.floor(covered * 100))
}
