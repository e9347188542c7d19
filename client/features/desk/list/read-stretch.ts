import type { Reply } from '../../../../shared/contract/api-contract.ts'
import { limits } from '../../../../shared/limits.ts'
import type { ProblemCode } from '../../../../shared/problem.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { Stretch } from './live-merge.ts'
import type { Asked, NoAnswerCause } from '../connection/reader-store.ts'

export interface ReadStretch extends Stretch {
  total: number
  next: string | null
}

export interface NoStretch {
  failure: NoAnswerCause | 'refused'
  refusal?: ProblemCode
}

type ReadPage = (cursor: string | null, limit: number) => Promise<Asked<Reply<'listObservations'>>>

/** Reads pages from the top until there are at least the given number of rows, or the list ends. */
export async function readStretch(
  readPage: ReadPage,
  leastRows: number,
): Promise<ReadStretch | NoStretch> {
  const rows: VisibleObservation[] = []
  let cursor: string | null = null
  for (;;) {
    const answer = await readPage(cursor, Math.min(limits.listPage, leastRows - rows.length))
    if (answer.state === 'refused') return { failure: 'refused', refusal: answer.problem.code }
    if (answer.state === 'unanswered') return { failure: answer.cause }
    rows.push(...answer.value.items)
    cursor = answer.value.next
    if (cursor === null || rows.length >= leastRows) {
      return { rows, isComplete: cursor === null, total: answer.value.total, next: cursor }
    }
  }
}
