import { computed } from 'vue'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { useChangesStore } from '../../decisions/changes-store.ts'
import { draftKey, useDraftsStore } from '../../decisions/drafts-store.ts'
import { useUndoChange } from '../../decisions/use-undo-change.ts'
import { actionChoices } from './action-choices.ts'
import { directAction } from './direct-action.ts'

/** The step that one press does. What cannot be sent opens the form of the same step, which says why and keeps it. */
export function useDirectAction(observation: () => VisibleObservation) {
  const desk = useReaderStore()
  const changes = useChangesStore()
  const drafts = useDraftsStore()
  const { offerFor } = useUndoChange()
  const choices = computed(() =>
    desk.actor
      ? actionChoices(desk.actor, observation(), new Date(desk.nowMs).toISOString())
      : { forms: [], isReadOnly: true },
  )
  const direct = computed(() => {
    const parties = desk.reader?.municipality.parties ?? []
    const context = { parties, today: desk.today, timeZone: desk.timeZone }
    return directAction(observation(), choices.value.forms, context)
  })

  async function act(): Promise<void> {
    const now = observation()
    if (!direct.value) return
    const { form, change } = direct.value
    const isTaken = await changes.submit(draftKey(now.id, form), now, change)
    if (isTaken) await offerFor(now.id)
    else drafts.openForms.set(now.id, form)
  }

  return { choices, direct, act }
}
