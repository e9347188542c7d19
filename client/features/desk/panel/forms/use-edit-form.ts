import { computed, onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isRestrictedCategory } from '../../../../../shared/observation/categories.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { draftKey, useDraftsStore } from '../../decisions/drafts-store.ts'
import {
  changedFields,
  editArgs,
  fieldOfEditProblem,
  followEdit,
  openEditDraft,
  readTypedPosition,
  rebaseEdit,
  writeTypedPosition,
} from './edit-form.ts'
import { useDecision } from '../../decisions/use-decision.ts'

/** A correction being written: it follows the observation where nobody has typed, and keeps what was typed. */
export function useEditForm(observation: () => VisibleObservation) {
  const { t } = useI18n()
  const drafts = useDraftsStore()
  const key = draftKey(observation().id, 'edit')
  if (!drafts.edits.has(key)) drafts.edits.set(key, openEditDraft(observation()))
  const draft = computed(() => drafts.edits.get(key) ?? openEditDraft(observation()))
  const isUnchanged = ref(false)

  const conflicts = computed(() => followEdit(draft.value, observation()).conflicts)
  watch(observation, (now) => {
    drafts.edits.set(key, followEdit(draft.value, now).draft)
  })

  const place = usePlace(key)
  const decision = useDecision({
    observation,
    form: 'edit',
    fieldOf: fieldOfEditProblem,
    isReady: () => place.look(),
    change: () => ({
      space: observation().walkId,
      name: 'observation.edit@1',
      args: editArgs(observation().id, draft.value),
    }),
    rebase: () => drafts.edits.set(key, rebaseEdit(draft.value, observation())),
  })

  /** What cannot be read is not in the draft, so the rules cannot refuse it; the rest is not sent without it. */
  async function submit() {
    isUnchanged.value = place.look() && changedFields(draft.value).length === 0
    if (!isUnchanged.value) await decision.submit()
  }

  /** Whom a new category excludes or admits, before it is saved. */
  const audienceWarning = computed(() => {
    const will = isRestrictedCategory(draft.value.values.category)
    if (will === observation().isRestricted) return ''
    return t(will ? 'desk.form.restrictedWarning' : 'desk.form.openWarning')
  })

  return { draft, decision, conflicts, isUnchanged, submit, audienceWarning, place }
}

/** The place as text and on the map; both change the same draft. */
function usePlace(key: ReturnType<typeof draftKey>) {
  const { t } = useI18n()
  const drafts = useDraftsStore()
  const id = key.split('/')[0] ?? ''
  const isTried = ref(false)
  const written = computed(() => {
    const position = drafts.edits.get(key)?.values.position
    return position ? writeTypedPosition(position) : ''
  })
  const typed = ref(written.value)
  const read = computed(() => readTypedPosition(typed.value))
  const error = computed(() => (isTried.value && !read.value ? t('desk.form.positionUnread') : ''))
  const isMoving = computed(() => drafts.movingId === id)

  watch(typed, (text) => {
    const draft = drafts.edits.get(key)
    if (read.value && draft && text !== written.value) draft.values.position = read.value
  })
  // Moved on the map, or by somebody else.
  watch(written, (now) => {
    if (!read.value || writeTypedPosition(read.value) !== now) typed.value = now
  })

  /** Returns whether it can be read. The words come no earlier: they would move the button that is being pressed. */
  function look(): boolean {
    isTried.value = true
    return read.value !== undefined
  }

  const toggle = () => {
    drafts.movingId = isMoving.value ? null : id
  }
  onScopeDispose(() => {
    if (isMoving.value) drafts.movingId = null
  })
  return { typed, error, isMoving, look, toggle }
}
