import type { Draft } from '../../../local/capture/draft.ts'

/** Returns whether a person would miss the draft: a position alone is made again in a second. */
export const hasContent = (draft: Draft | null): draft is Draft =>
  draft !== null &&
  (draft.category !== null || draft.text.trim() !== '' || draft.photoIds.length > 0)
