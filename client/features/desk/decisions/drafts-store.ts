import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { AssignDraft } from '../panel/forms/assign-form.ts'
import { changedFields, type EditDraft } from '../panel/forms/edit-form.ts'
import type { StatusDraft } from '../panel/status-change/status-form.ts'

export interface CommentDraft {
  /** Made once per comment, so that the same words sent twice are one comment. */
  commentId: string
  audience: 'public' | 'internal'
  text: string
}

/** A form under the observation's facts. */
export type FormName = 'assign' | 'edit' | 'withdraw' | `status:${ObservationStatus}`

/** Names one thing being written: an observation and its form. */
export type DraftKey = `${string}/${FormName | 'comment'}`
export const draftKey = (observationId: string, form: FormName | 'comment'): DraftKey =>
  `${observationId}/${form}`

/**
 * Everything typed and not yet taken by the server, for as long as the page lives: moving to another observation, losing the
 * connection, or a lapsed sign-in loses none of it. Nothing is written to the machine (officials share computers).
 */
export const useDraftsStore = defineStore('desk-drafts', () => {
  const comments = reactive(new Map<DraftKey, CommentDraft>())
  const statuses = reactive(new Map<DraftKey, StatusDraft>())
  const assignments = reactive(new Map<DraftKey, AssignDraft>())
  const edits = reactive(new Map<DraftKey, EditDraft>())
  /** Which form stands open, by observation. */
  const openForms = reactive(new Map<string, FormName>())
  /** The observation whose pin the map lets be moved. */
  const movingId = ref<string | null>(null)

  /** Whether leaving the page would lose words that somebody wrote. */
  const hasTyped = computed(
    () =>
      [...comments.values()].some(({ text }) => text.trim() !== '') ||
      [...statuses.values()].some(({ text, recipient }) => `${text}${recipient}`.trim() !== '') ||
      [...edits.values()].some((draft) => changedFields(draft).length > 0),
  )

  function discard(key: DraftKey) {
    for (const drafts of [comments, statuses, assignments, edits]) drafts.delete(key)
  }

  return { comments, statuses, assignments, edits, openForms, movingId, hasTyped, discard }
})
