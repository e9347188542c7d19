import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Problem } from '../../../../shared/problem.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { ObservationChange } from '../../../sync/services/desk-push.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { useChangesStore } from './changes-store.ts'
import { onPresentState } from './on-present-state.ts'
import { useUndoChange } from './use-undo-change.ts'
import { draftKey, useDraftsStore, type FormName } from './drafts-store.ts'

export interface DecisionOptions {
  observation: () => VisibleObservation
  form: FormName | 'comment'
  /** The mutation of the form as it is filled in now. */
  change: () => ObservationChange
  /** Accepts the present state as seen, after the person was told of it. */
  rebase?: () => void
}

/**
 * Handles the decision of every form of the panel: sends it, shows its state, and closes the form when the server has accepted it.
 */
export function useDecision(options: DecisionOptions) {
  const { t } = useI18n()
  const { offerFor } = useUndoChange()
  const changes = useChangesStore()
  const drafts = useDraftsStore()
  const key = computed(() => draftKey(options.observation().id, options.form))
  const state = computed(() => changes.stateOf(key.value))
  const isLocked = computed(
    () => state.value?.state === 'sending' || state.value?.state === 'unsent',
  )
  const refusal = computed(() =>
    state.value?.state === 'refused' && state.value.problem.code !== 'stale'
      ? state.value.problem
      : null,
  )

  /** Whether the decision would still be accepted, now that somebody else was faster. */
  const mayKeep = computed(() => {
    const now = options.observation()
    return changes.problemOf(now, onPresentState(options.change(), now)) === null
  })

  async function submit() {
    const { id } = options.observation()
    const isTaken = await changes.submit(key.value, options.observation(), options.change())
    if (!isTaken) return
    void offerFor(id)
    if (drafts.openForms.get(id) === options.form) drafts.openForms.delete(id)
  }

  async function anyway() {
    options.rebase?.()
    changes.takeBack(key.value)
    await submit()
  }

  /** Returns the refusal's words when it concerns this field, otherwise nothing. */
  const errorAt = (isHere: (problem: Problem) => boolean): ComputedRef<string> =>
    computed(() => (refusal.value && isHere(refusal.value) ? problemWords(t, refusal.value) : ''))

  return {
    key,
    state,
    refusal,
    isLocked,
    mayKeep,
    submit,
    anyway,
    errorAt,
    retry: () => changes.retry(key.value),
    takeBack: () => changes.takeBack(key.value),
  }
}
