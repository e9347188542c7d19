import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ObservationStatus } from '../../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { monthAfter } from '../../../../../shared/observation/promises/planned-month.ts'
import { differencesBetween } from '../../../../../shared/observation/triage/can-be-original.ts'
import { draftKey, useDraftsStore } from '../../decisions/drafts-store.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { openFollowUp, statusChange } from './forward-form.ts'
import { emptyStatusDraft, fieldOfProblem, statusArgs, type StatusDraft } from './status-form.ts'
import { writeTypedDay } from '../../../../../shared/text/typed-day.ts'
import { useDecision } from '../../decisions/use-decision.ts'

/** The draft of one status step and its mutation; the draft outlives the form. */
export function useStatusForm(observation: () => VisibleObservation, status: ObservationStatus) {
  const { t } = useI18n()
  const drafts = useDraftsStore()
  const desk = useReaderStore()
  const key = draftKey(observation().id, `status:${status}`)
  if (!drafts.statuses.has(key)) drafts.statuses.set(key, beginning())
  const draft = computed(() => drafts.statuses.get(key) ?? beginning())

  /** Work is usually reported on the day it was done; plans are for a time to come. */
  function beginning(): StatusDraft {
    const draft = emptyStatusDraft(observation().status)
    const isDated = status === 'done' || status === 'verified'
    const [year = '', month = ''] = status === 'planned' ? monthAfter(desk.today).split('-') : []
    const on = isDated ? writeTypedDay(desk.today) : ''
    const followUp = openFollowUp(observation(), desk.actor?.partyIds ?? [], desk.today)
    return { ...draft, year, month, on, followUp }
  }

  const step = () => ({ observationId: observation().id, status, today: desk.today })
  const args = computed(() => statusArgs(step(), draft.value))
  /** An original that is unlike the finding is sent only once a person has said that it is the same. */
  const needsConfirming = computed(() => {
    const { original } = draft.value
    if (status !== 'duplicate' || !original || original.isConfirmed) return false
    return differencesBetween(observation(), original).length > 0
  })
  const askedOf = ref<string>()
  const originalError = computed(() =>
    needsConfirming.value && askedOf.value === draft.value.original?.id
      ? t('desk.form.originalAsked')
      : '',
  )
  const decision = useDecision({
    observation,
    form: `status:${status}`,
    change: () => ({ space: observation().walkId, ...statusChange(step(), draft.value) }),
    fieldOf: (problem) => fieldOfProblem(problem, status),
    isReady: () => {
      askedOf.value = draft.value.original?.id
      return !needsConfirming.value
    },
    rebase: () => {
      const { status: base, partyIds, dueOn } = observation()
      draft.value.base = base
      draft.value.followUp.base = { partyIds: [...partyIds], dueOn }
    },
  })

  return { draft, args, decision, originalError }
}
