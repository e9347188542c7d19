import { computed, onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isRestrictedCategory } from '../../../../../shared/observation/categories.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { draftKey, useDraftsStore } from '../../decisions/drafts-store.ts'
import {
  changedFields,
  editArgs,
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

  const decision = useDecision({
    observation,
    form: 'edit',
    change: () => ({
      space: observation().walkId,
      name: 'observation.edit@1',
      args: editArgs(observation().id, draft.value),
    }),
    rebase: () => drafts.edits.set(key, rebaseEdit(draft.value, observation())),
  })

  async function submit() {
    isUnchanged.value = changedFields(draft.value).length === 0
    if (!isUnchanged.value) await decision.submit()
  }

  /** Whom a new category excludes or admits, before it is saved. */
  const audienceWarning = computed(() => {
    const will = isRestrictedCategory(draft.value.values.category)
    if (will === observation().isRestricted) return ''
    return t(will ? 'desk.form.restrictedWarning' : 'desk.form.openWarning')
  })

  const textError = decision.errorAt(({ code }) => code.includes('text'))
  const placeError = decision.errorAt(({ code }) => code === 'place-too-long')
  const place = usePlace(key)
  const errors = { textError, placeError }
  return { draft, decision, conflicts, isUnchanged, submit, audienceWarning, ...errors, place }
}

/** The place as text and on the map; both change the same draft. */
function usePlace(key: ReturnType<typeof draftKey>) {
  const { t } = useI18n()
  const drafts = useDraftsStore()
  const id = key.split('/')[0] ?? ''
  const error = ref('')
  const typed = computed(() => {
    const position = drafts.edits.get(key)?.values.position
    return position ? writeTypedPosition(position) : ''
  })
  const isMoving = computed(() => drafts.movingId === id)

  function type(text: string) {
    const position = readTypedPosition(text)
    error.value = position ? '' : t('desk.form.positionUnread')
    const draft = drafts.edits.get(key)
    if (position && draft && text !== typed.value) draft.values.position = position
  }

  const toggle = () => {
    drafts.movingId = isMoving.value ? null : id
  }
  onScopeDispose(() => {
    if (isMoving.value) drafts.movingId = null
  })
  return { typed, error, isMoving, type, toggle }
}
