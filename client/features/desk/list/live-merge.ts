import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/** Part of the list from its top; `isComplete` when there is nothing below it. */
export interface Stretch {
  rows: readonly VisibleObservation[]
  isComplete: boolean
}

export interface LiveMerge {
  /** The shown rows, in the shown order, with their newest content. */
  rows: VisibleObservation[]
  /** In the fresh part but not shown: counted on the "2 nye" button, never inserted by themselves. */
  newIds: string[]
  /** Shown but no longer at their place: they stay, and their present state must be requested one by one. */
  missingIds: string[]
}

/**
 * Merges news into a list that somebody is reading: content changes in place, nothing moves, nothing appears or disappears under
 * the pointer (interface.md §1.6). `fresh` is the same query again and may reach deeper than what is shown.
 */
export function mergeLive(shown: Stretch, fresh: Stretch): LiveMerge {
  const freshById = new Map(fresh.rows.map((row) => [row.id, row]))
  const shownIds = new Set(shown.rows.map((row) => row.id))
  return {
    rows: shown.rows.map((row) => newest(row, freshById.get(row.id))),
    newIds: withinShownExtent(shown, fresh, shownIds)
      .map((row) => row.id)
      .filter((id) => !shownIds.has(id)),
    missingIds: [...shownIds].filter((id) => !freshById.has(id)),
  }
}

/** Returns the very same object while nothing has changed, so that only changed rows are rendered again. */
function newest(row: VisibleObservation, fresh: VisibleObservation | undefined) {
  return fresh && JSON.stringify(fresh) !== JSON.stringify(row) ? fresh : row
}

/** Below the last shown row are rows that the person has not requested yet; those are no news. */
function withinShownExtent(shown: Stretch, fresh: Stretch, shownIds: ReadonlySet<string>) {
  if (shown.isComplete) return fresh.rows
  const last = fresh.rows.findLastIndex((row) => shownIds.has(row.id))
  return fresh.rows.slice(0, last + 1)
}
