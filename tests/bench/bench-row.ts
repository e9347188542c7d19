import { MissingDataError } from '../support/repository.ts'

/** One line of the benchmark table; `target` in words as published, `ok` decided from unrounded figures. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  target: string
  ok: boolean
  /** Something was missing that the repository does not bring along: there is no figure, and nothing was missed. */
  isNotRun?: boolean
  /** How it was measured, when the name does not say it. */
  note?: string
}

/** The nearest-rank percentile of measured values, `share` between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Returns the rows that `measure` returns, or one row that says why there are none, so that the other rows are still printed. */
export async function rowsOrFailure(
  name: string,
  measure: () => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  try {
    return await measure()
  } catch (error) {
    const row = { name, unit: '', target: '' }
    return [error instanceof MissingDataError ? notRunRow(row, error) : failedRow(row, error)]
  }
}

/** A row without a figure: it counts as missed and its note has the reason. */
export function failedRow(
  row: Pick<BenchRow, 'name' | 'unit' | 'target'>,
  error: unknown,
): BenchRow {
  const reason = error instanceof Error ? error.message : String(error)
  return { ...row, value: Number.NaN, ok: false, note: `FAILED: ${reason}` }
}

const notRunRow = (
  row: Pick<BenchRow, 'name' | 'unit' | 'target'>,
  { message }: Error,
): BenchRow => ({
  ...row,
  ...{ value: Number.NaN, ok: false, isNotRun: true },
  note: `NOT RUN: ${message}`,
})
