import { rowsOrFailure, type BenchRow } from './bench-row.ts'

export type BenchParts = Readonly<Record<string, () => Promise<BenchRow[]>>>

/**
 * Measures the named parts one after the other. A part that throws becomes a row that names the error. `onRows` receives all rows so
 * far after each part, so that a run that is killed has still written what it measured.
 */
export async function runParts(
  parts: BenchParts,
  names: readonly string[],
  onRows: (rows: readonly BenchRow[]) => Promise<void>,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const name of names) {
    console.log(`measuring ${name} …`)
    const measure = parts[name]
    if (measure) rows.push(...(await rowsOrFailure(name, measure)))
    await onRows(rows)
  }
  return rows
}
