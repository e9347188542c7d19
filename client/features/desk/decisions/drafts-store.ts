import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { AssignDraft } from '../panel/forms/assign-form.ts'
import type { GiveBackDraft } from '../panel/forms/give-back-form.ts'
import { changedFields, type EditDraft } from '../panel/forms/edit-form.ts'
import type { PromiseDraft } from '../panel/promise-forms/promise-form.ts'
import type { StatusDraft } from '../panel/status-change/status-form.ts'

export interface CommentDraft {
  /** Made once per comment, so that the same words sent twice are one comment. */
  commentId: string
  audience: 'public' | 'internal'
  text: string
}

/** A form under the observation's facts. */
export type PromiseForm = 'await-budget' | 'move-plan'
export type FormName =
  'assign' | 'give-back' | 'edit' | 'withdraw' | PromiseForm | `status:${ObservationStatus}`

/** Names one text being written: an observation and its form. */
export type DraftKey = `${string}/${FormName | 'comment'}`
export const draftKey = (observationId: string, form: FormName | 'comment'): DraftKey =>
  `${observationId}/${form}`

/**
 * Everything that was typed and not yet accepted by the server, for as long as the page lives: moving to another observation,
 * losing the connection, or an expired sign-in loses none of it. Nothing is stored on the computer (officials share computers).
 */
export const useDraftsStore = defineStore('desk-drafts', () => {
  const comments = reactive(new Map<DraftKey, CommentDraft>())
  const statuses = reactive(new Map<DraftKey, StatusDraft>())
  const assignments = reactive(new Map<DraftKey, AssignDraft>())
  const givings = reactive(new Map<DraftKey, GiveBackDraft>())
  const promises = reactive(new Map<DraftKey, PromiseDraft>())
  const edits = reactive(new Map<DraftKey, EditDraft>())
  /** The open form of each observation. */
  const openForms = reactive(new Map<string, FormName>())
  /** The observation whose pin can be moved on the map. */
  const movingId = ref<string | null>(null)

  /** A plan of a walk is being written. */
  const hasUnsavedPlan = ref(false)

  /** Returns whether leaving the page would lose typed words. */
  const hasTyped = computed(
    () =>
      hasUnsavedPlan.value ||
      [...comments.values()].some(({ text }) => text.trim() !== '') ||
      [...statuses.values()].some(({ text, recipient }) => `${text}${recipient}`.trim() !== '') ||
      [...assignments.values()].some(({ reason }) => reason.trim() !== '') ||
      [...givings.values()].some(({ text }) => text.trim() !== '') ||
      [...promises.values()].some(({ text }) => text.trim() !== '') ||
      [...edits.values()].some((draft) => changedFields(draft).length > 0),
  )

  function discard(key: DraftKey) {
    for (const drafts of [comments, statuses, assignments, givings, promises, edits])
      drafts.delete(key)
  }

  return {
    comments,
    statuses,
    assignments,
    givings,
    promises,
    edits,
    openForms,
    movingId,
    hasUnsavedPlan,
    hasTyped,
    discard,
  }
})
