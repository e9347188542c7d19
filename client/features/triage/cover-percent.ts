/** Less than that is what rounding takes away. */
const whole = 0.99

/** Whole percent of the municipality that the map shows, never more than there is; null where there is nothing to say. */
export function coverPercent(covered: number | null): number | null {
  return covered === null || covered >= whole ? null : Math.floor(covered * 100)
}
