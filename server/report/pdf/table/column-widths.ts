/** What one column of a table asks for, in points. */
export interface ColumnNeed {
  /** The widest part that should not be broken. */
  least: number
  /** Its longest text in one line. */
  whole: number
}

/** No single column may take more than this share of the table for words that could be broken. */
const greatestLeast = 0.4

/**
 * Returns the widths of columns that fill a table: each has room for its longest word, and what is left goes to those with more text, as
 * browsers do it (CSS 2.2, 17.5.2.2). Where even the words do not fit, all columns give way alike.
 */
export function columnWidths(needs: readonly ColumnNeed[], width: number): number[] {
  const least = needs.map((need) => Math.min(need.least, width * greatestLeast))
  const wish = needs.map((need, index) => Math.max(need.whole, least[index] ?? 0))
  const [leastSum, wishSum] = [sumOf(least), sumOf(wish)]
  if (leastSum >= width) return least.map((one) => (one / leastSum) * width)
  if (wishSum <= width) return wish.map((one) => one + share(one, wishSum, width - wishSum))
  return least.map((one, index) => {
    const more = (wish[index] ?? 0) - one
    return one + share(more, wishSum - leastSum, width - leastSum)
  })
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const share = (part: number, whole: number, of: number): number =>
  whole === 0 ? 0 : (part / whole) * of
