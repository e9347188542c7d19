import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { useReaderStore } from '../connection/reader-store.ts'
import { stillFits } from '../filter/chosen-filter.ts'
import type { ListState, RowMark, UnreadKind } from './list-state.ts'

/** What is said of single rows: that one no longer belongs where it stands, and that its reader has not seen its news. */
export function makeListMarks(list: ListState, desk: ReturnType<typeof useReaderStore>) {
  /** Replaces the content of one observation, for example after the person's own change. */
  function replaceRow(fresh: VisibleObservation) {
    if (!list.rows.value.some((row) => row.id === fresh.id)) return
    list.rows.value = list.rows.value.map((row) => (row.id === fresh.id ? fresh : row))
    mark(fresh.id, stillFits(fresh, list.question.value.filter, desk) ? null : 'moved-out')
  }

  function mark(id: string, rowMark: RowMark | null) {
    const changed = new Map(list.marks.value)
    if (rowMark) changed.set(id, rowMark)
    else changed.delete(id)
    list.marks.value = changed
  }

  /** Calls rows new or changed; what was called so before stays it. */
  function call(entries: readonly (readonly [string, UnreadKind])[]) {
    list.unread.value = new Map([...entries, ...list.unread.value])
  }

  /** The reader has opened it. */
  function see(id: string) {
    if (!list.unread.value.has(id)) return
    list.unread.value = new Map([...list.unread.value].filter(([one]) => one !== id))
  }

  return { replaceRow, mark, call, see }
}
