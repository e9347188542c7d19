import type { ObservationQuery, Reply } from '../../../shared/api-contract.ts'
import type { ProblemCode } from '../../../shared/problem.ts'
import { listQuery } from './desk-filter.ts'
import type { ListQuestion, ListState } from './list-state.ts'
import { readStretch, type NoStretch, type ReadStretch } from './read-stretch.ts'
import type { Asked, useReaderStore } from './reader-store.ts'

export const pageRows = 100

/** Refusals that say nothing of the question itself. */
export const passingRefusals: readonly ProblemCode[] = ['sign-in-needed', 'too-many-requests']

/** Asking for the list from the top and page by page. A newer question stops the older one's answers. */
export function makeListPages(list: ListState, desk: ReturnType<typeof useReaderStore>) {
  let current = new AbortController()
  /** To which question the rows that are shown are the answer. */
  let answered = ''
  const signal = () => current.signal

  const readPage = (cursor: string | null, limit: number): Promise<Page> => {
    const { filter, sort, box } = list.question.value
    const query: ObservationQuery = { ...listQuery(filter, sort, box), limit }
    if (cursor !== null) query.cursor = cursor
    return desk.ask('listObservations', { query, signal: current.signal })
  }

  /** Asks a new question. What is shown stays until the answer is there. */
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
    list.failure.value = null
    list.refusal.value = null
    showStretch(list, read)
    await countEverything()
  }

  /** Rows stay while they are the last answer to this very question; under another one they would say what nobody has found. */
  function fail({ failure, refusal }: NoStretch) {
    list.failure.value = failure
    list.refusal.value = refusal ?? null
    list.state.value = 'failed'
    const isPassing = refusal === undefined || passingRefusals.includes(refusal)
    if (isPassing && answered === JSON.stringify(list.question.value)) return
    answered = ''
    showStretch(list, { rows: [], isComplete: true, total: 0, next: null })
    list.state.value = 'failed'
  }

  /** Asks nothing until the person has decided what the damaged link is to mean. */
  function withhold() {
    current.abort()
    answered = ''
    showStretch(list, { rows: [], isComplete: true, total: 0, next: null })
    list.state.value = 'withheld'
  }

  async function countEverything() {
    if (list.state.value !== 'ready') return
    if (!list.isNarrowed.value) {
      list.everything.value = list.total.value
      return
    }
    const answer = await desk.ask('listObservations', { query: { limit: 1 } })
    if (answer.state === 'answered') list.everything.value = answer.value.total
  }

  async function loadMore() {
    if (list.next.value === null || list.isLoadingMore.value) return
    const { signal } = current
    list.isLoadingMore.value = true
    const answer = await readPage(list.next.value, pageRows)
    list.isLoadingMore.value = false
    if (!signal.aborted && answer.state === 'answered') appendPage(list, answer.value)
  }

  return { signal, readPage, load, loadMore, countEverything, fail, withhold }
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
