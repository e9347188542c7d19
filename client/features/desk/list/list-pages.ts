import type { ObservationQuery, Reply } from '../../../../shared/contract/api-contract.ts'
import type { ProblemCode } from '../../../../shared/problem.ts'
import { listQuery } from '../filter/chosen-filter.ts'
import type { ListQuestion, ListState } from './list-state.ts'
import { readStretch, type NoStretch, type ReadStretch } from './read-stretch.ts'
import type { Asked, useReaderStore } from '../connection/reader-store.ts'

const pageRows = 100

/** Refusals that do not concern the query itself. */
export const passingRefusals: readonly ProblemCode[] = ['sign-in-needed', 'too-many-requests']

/** Requests the list from the top, page by page. A newer query cancels the older one's answers. */
export function makeListPages(list: ListState, desk: ReturnType<typeof useReaderStore>) {
  let current = new AbortController()
  /** The query that the shown rows answer. */
  let answered = ''
  const signal = () => current.signal

  const readPage = (cursor: string | null, limit: number): Promise<Page> => {
    const { filter, sort, box } = list.question.value
    const query: ObservationQuery = { ...listQuery(filter, sort, box), limit }
    if (cursor !== null) query.cursor = cursor
    return desk.ask('listObservations', { query, signal: current.signal })
  }

  /** Starts a new query. The shown rows stay until the answer is there. */
  async function load(asked: ListQuestion, leastRows = pageRows) {
    current.abort()
    current = new AbortController()
    const { signal } = current
    list.question.value = asked
    list.state.value = 'loading'
    const read = await readStretch(readPage, Math.max(leastRows, pageRows))
    if (signal.aborted) return
    if ('failure' in read) {
      fail(read)
      return
    }
    answered = JSON.stringify(asked)
    showStretch(list, read)
    await countEverything()
  }

  const fail = (reason: NoStretch) => {
    if (!failWith(list, reason, answered)) answered = ''
  }

  /** Sends no query until the person has decided about the damaged link. */
  function withhold() {
    current.abort()
    answered = ''
    empty(list, 'withheld')
  }

  const countEverything = () => countAll(list, desk)

  async function loadMore() {
    if (list.next.value === null || list.isLoadingMore.value) return
    const { signal } = current
    list.isLoadingMore.value = true
    const answer = await readPage(list.next.value, pageRows)
    list.isLoadingMore.value = false
    if (signal.aborted) return
    list.hasMoreFailed.value = answer.state !== 'answered'
    if (answer.state === 'answered') appendPage(list, answer.value)
  }

  return { signal, readPage, load, loadMore, countEverything, fail, withhold }
}

/** Rows stay while they are the last answer to this very query; under another one they would be wrong. */
function failWith(list: ListState, { failure, refusal }: NoStretch, answered: string): boolean {
  const isPassing = refusal === undefined || passingRefusals.includes(refusal)
  const areAnswers = isPassing && answered === JSON.stringify(list.question.value)
  if (!areAnswers) empty(list, 'failed')
  list.state.value = 'failed'
  list.failure.value = failure
  list.refusal.value = refusal ?? null
  return areAnswers
}

function empty(list: ListState, state: 'failed' | 'withheld') {
  showStretch(list, { rows: [], isComplete: true, total: 0, next: null })
  list.state.value = state
}

async function countAll(list: ListState, desk: ReturnType<typeof useReaderStore>) {
  if (list.state.value !== 'ready') return
  if (!list.isNarrowed.value) {
    list.everything.value = list.total.value
    return
  }
  const answer = await desk.ask('listObservations', { query: { limit: 1 } })
  if (answer.state === 'answered') list.everything.value = answer.value.total
}

type Page = Asked<Reply<'listObservations'>>

function showStretch(list: ListState, read: ReadStretch) {
  list.rows.value = read.rows
  list.total.value = read.total
  list.totalWhenShown.value = read.total
  list.next.value = read.next
  list.marks.value = new Map()
  list.newIds.value = []
  list.hasChangedAsAWhole.value = false
  list.hasMoreFailed.value = false
  list.failure.value = null
  list.refusal.value = null
  list.state.value = 'ready'
}

function appendPage(list: ListState, { items, total, next }: Reply<'listObservations'>) {
  const shown = new Set(list.rows.value.map((row) => row.id))
  list.rows.value = [...list.rows.value, ...items.filter((row) => !shown.has(row.id))]
  list.newIds.value = list.newIds.value.filter((id) => !items.some((row) => row.id === id))
  list.total.value = total
  list.totalWhenShown.value = total - list.newIds.value.length
  list.next.value = next
}
