import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/** Rows that are drawn, or not drawn, together. */
export interface Block {
  /** Place of its first row in the list. */
  first: number
  rows: readonly VisibleObservation[]
}

/** Rows of a block: a press that changes one row looks at these alone, and a screen shows one or two blocks. */
const blockRows = 25

export const blocksOf = (rows: readonly VisibleObservation[]): Block[] =>
  Array.from({ length: Math.ceil(rows.length / blockRows) }, (_, index) => {
    const first = index * blockRows
    return { first, rows: rows.slice(first, first + blockRows) }
  })
