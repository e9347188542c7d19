/** One line of the benchmark table; `target` in words as published, `ok` decided from unrounded figures. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  target: string
  ok: boolean
  /** How it was measured, when the name does not say it. */
  note?: string
}

/** The nearest-rank percentile of measured values, `share` between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
