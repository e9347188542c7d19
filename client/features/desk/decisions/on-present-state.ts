import { standingPlan } from '../../../../shared/observation/promises/moved-date.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { ObservationChange } from '../../../sync/services/desk-push.ts'

/** Returns the same decision as if the person had seen the observation as it is now. Edits have a comparison field by field of their own. */
export function onPresentState(
  change: ObservationChange,
  observation: VisibleObservation,
): ObservationChange {
  const { status, partyIds, dueOn } = observation
  switch (change.name) {
    case 'observation.set-status@1':
    case 'observation.await-budget@1':
      return { ...change, args: { ...change.args, base: status } } as ObservationChange
    case 'observation.forward@1': {
      const base = { status, partyIds: [...partyIds], dueOn }
      return { ...change, args: { ...change.args, base } }
    }
    case 'observation.assign@2':
      return { ...change, args: { ...change.args, base: { partyIds: [...partyIds], dueOn } } }
    case 'observation.give-back@1':
      return { ...change, args: { ...change.args, base: { partyIds: [...partyIds] } } }
    case 'observation.move-plan@1':
      return { ...change, args: { ...change.args, base: standingPlan(observation) ?? '' } }
    default:
      return change
  }
}
