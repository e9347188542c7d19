import { computed, nextTick, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Problem } from '../../../../shared/problem.ts'
import { canonicalJson } from '../../../../shared/sync/canonical-json.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { ObservationChange } from '../../../sync/services/desk-push.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { useChangesStore } from './changes-store.ts'
import { onPresentState } from './on-present-state.ts'
import { useUndoChange } from './use-undo-change.ts'
import { draftKey, useDraftsStore, type FormName } from './drafts-store.ts'

export interface DecisionOptions<Field extends string> {
  observation: () => VisibleObservation
  form: FormName | 'comment'
  /** The mutation of the form as it is filled in now. */
  change: () => ObservationChange
  /** Returns the field that a problem concerns; the words of any other stand below the fields. */
  fieldOf?: (problem: Problem) => Field | undefined
  /** Returns false while the form itself cannot read something or wants it confirmed: nothing is sent then. */
  isReady?: () => boolean
  /** Accepts the present state as seen, after the person was told of it. */
  rebase?: () => void
}

/**
 * Handles the decision of every form of the panel: sends it, shows its state, and closes the form when the server has accepted it.
 */
export function useDecision<Field extends string = never>(options: DecisionOptions<Field>) {
  const { offerFor } = useUndoChange()
  const changes = useChangesStore()
  const drafts = useDraftsStore()
  const key = computed(() => draftKey(options.observation().id, options.form))
  const isLocked = computed(() => {
    const state = changes.stateOf(key.value)?.state
    return state === 'sending' || state === 'unsent'
  })

  /** Whether the decision would still be accepted, now that somebody else was faster. */
  const mayKeep = computed(() => {
    const now = options.observation()
    return changes.problemsOf(now, onPresentState(options.change(), now)).length === 0
  })

  async function submit() {
    const { id } = options.observation()
    if (options.isReady?.() === false) {
      changes.refuse(key.value)
      return
    }
    const isTaken = await changes.submit(key.value, options.observation(), options.change())
    if (!isTaken) return
    void offerFor(id)
    if (drafts.openForms.get(id) !== options.form) return
    drafts.openForms.delete(id)
    await nextTick()
    // The form is gone, and with it the focus.
    if (document.activeElement === document.body)
      document.getElementById('desk-detail-title')?.focus({ preventScroll: true })
  }

  async function anyway() {
    options.rebase?.()
    changes.takeBack(key.value)
    await submit()
  }

  return {
    ...useRefusals(options, () => key.value),
    isLocked,
    mayKeep,
    submit,
    anyway,
    retry: () => changes.retry(key.value),
    takeBack: () => changes.takeBack(key.value),
  }
}

/** What is wrong with the form: each problem at its field until it is corrected, and what concerns no field in one notice. */
function useRefusals<Field extends string>(
  { observation, change, fieldOf = () => undefined }: DecisionOptions<Field>,
  key: () => ReturnType<typeof draftKey>,
) {
  const { t } = useI18n()
  const changes = useChangesStore()
  const state = computed(() => changes.stateOf(key()))
  const problems = computed(() => {
    if (state.value?.state === 'refused') return [state.value.problem]
    return state.value?.state === 'incomplete' ? changes.problemsOf(observation(), change()) : []
  })
  const notice = computed(() => {
    if (state.value?.state !== 'refused' && state.value?.state !== 'incomplete') return state.value
    const problem = problems.value.find((one) => fieldOf(one) === undefined)
    return problem && { state: 'refused' as const, problem }
  })

  /** Returns the words of what is wrong with this field, otherwise nothing. */
  function errorAt(field: Field): string {
    const problem = problems.value.find((one) => fieldOf(one) === field)
    return problem ? problemWords(t, problem) : ''
  }

  // Only the server knows whether another value would be right where it has refused one.
  watch(
    () => canonicalJson(change().args),
    () => {
      const refused = state.value?.state === 'refused' ? state.value.problem : undefined
      if (refused && fieldOf(refused) !== undefined) changes.takeBack(key())
    },
  )
  return { notice, errorAt }
}
