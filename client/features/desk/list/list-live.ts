import { passingRefusals, type makeListPages } from './list-pages.ts'
import { makeListMarks } from './list-marks.ts'
import type { ListState } from './list-state.ts'
import { mergeLive, type Stretch } from './live-merge.ts'
import { readStretch } from './read-stretch.ts'
import type { useReaderStore } from '../connection/reader-store.ts'

/** How much deeper than shown a refresh reads, so that new rows do not push shown rows out of sight. */
const slackRows = 50
/** Rows that left are requested one by one; beyond this number the list is reported as changed as a whole. */
const mostLookUps = 20

interface Surroundings {
  pages: ReturnType<typeof makeListPages>
  desk: ReturnType<typeof useReaderStore>
}

/** News in a list that somebody is reading: content changes in place, new rows are counted, nothing moves. */
export function makeListLive(list: ListState, { pages, desk }: Surroundings) {
  const { mark, replaceRow, call, see } = makeListMarks(list, desk)

  /** Refreshes after a wake-up. It never changes the order, see `mergeLive`. */
  async function refresh() {
    if (list.state.value === 'failed') return pages.load(list.question.value)
    if (list.state.value !== 'ready') return
    const signal = pages.signal()
    const fresh = await readStretch(pages.readPage, list.rows.value.length + slackRows)
    if (signal.aborted) return
    if ('failure' in fresh) {
      if (fresh.refusal && !passingRefusals.includes(fresh.refusal)) pages.fail(fresh)
      return
    }
    const isOtherTotal = fresh.total !== list.total.value
    const missingIds = takeIn(fresh)
    list.total.value = fresh.total
    await lookUp(missingIds, signal)
    if (isOtherTotal) await pages.countEverything()
  }

  function takeIn(fresh: Stretch): string[] {
    const shown = { rows: list.rows.value, isComplete: list.next.value === null }
    const merged = mergeLive(shown, fresh)
    const changed = merged.rows.filter((row, index) => row !== shown.rows[index])
    if (changed.length > 0) call(changed.map(({ id }) => [id, 'changed']))
    list.rows.value = merged.rows
    list.newIds.value = merged.newIds
    const found = new Set(fresh.rows.map((row) => row.id))
    list.marks.value = new Map([...list.marks.value].filter(([id]) => !found.has(id)))
    return merged.missingIds
  }

  async function lookUp(ids: readonly string[], signal: AbortSignal) {
    list.hasChangedAsAWhole.value = ids.length > mostLookUps
    for (const id of ids.slice(0, mostLookUps)) {
      const answer = await desk.ask('readObservation', { params: { id }, signal })
      if (signal.aborted) return
      if (answer.state === 'answered') replaceRow(answer.value)
      if (answer.state === 'refused') mark(id, 'gone')
    }
  }

  /** Shows the news: requests the same part of the list again, in the server's order. Returns the ids of what is new. */
  async function showNews(): Promise<readonly string[]> {
    const ids = list.newIds.value
    await pages.load(list.question.value, list.rows.value.length + ids.length)
    call(ids.map((id) => [id, 'new']))
    return ids
  }

  return { refresh, replaceRow, showNews, see }
}
