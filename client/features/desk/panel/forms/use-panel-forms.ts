import { computed } from 'vue'
import {
  mayComment as rulesAllowComment,
  mayEdit as rulesAllowEdit,
} from '../../../../../shared/access/permissions.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { actionChoices } from './action-choices.ts'
import { draftKey, useDraftsStore, type FormName } from '../../decisions/drafts-store.ts'
import { openEditDraft, type DeskField } from './edit-form.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { deskAudience } from '../visibility.ts'

/** Which form is open under an observation. A step that somebody else has made impossible stays open while it holds words. */
export function usePanelForms(observation: () => VisibleObservation) {
  const drafts = useDraftsStore()
  const desk = useReaderStore()
  const open = computed(() => drafts.openForms.get(observation().id))
  const audience = computed(() => deskAudience(observation()))
  const mayComment = computed(
    () => desk.actor !== null && rulesAllowComment(desk.actor, audience.value),
  )
  const mayEdit = computed(() => desk.actor !== null && rulesAllowEdit(desk.actor, audience.value))
  const allowed = computed(() => {
    const now = new Date(desk.nowMs).toISOString()
    return desk.actor ? actionChoices(desk.actor, observation(), now).forms : []
  })

  function toggle(form: FormName) {
    if (open.value === form) close()
    else if (allowed.value.includes(form)) drafts.openForms.set(observation().id, form)
  }

  /** Folds the form and returns the focus to where it was opened; the draft stays. Returns whether there was one. */
  function close(): boolean {
    const form = open.value
    if (form === undefined) return false
    drafts.openForms.delete(observation().id)
    document.querySelector<HTMLElement>(`[data-form="${form}"]`)?.focus()
    return true
  }

  function useSuggestion(field: DeskField, value: unknown) {
    const key = draftKey(observation().id, 'edit')
    const draft = drafts.edits.get(key) ?? openEditDraft(observation())
    drafts.edits.set(key, { ...draft, values: { ...draft.values, [field]: value } })
    drafts.openForms.set(observation().id, 'edit')
  }

  return { open, allowed, mayComment, mayEdit, toggle, close, useSuggestion }
}
