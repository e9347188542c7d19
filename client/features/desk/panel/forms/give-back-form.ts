import type { ObservationArgs } from '../../../../../shared/observation/mutation-schemas.ts'
import type { DeclineReason } from '../../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'

/** Why a party does not have a finding, as typed; `base` is what the person saw when the form opened. */
export interface GiveBackDraft {
  partyId: string
  reason: DeclineReason | ''
  text: string
  base: { partyIds: readonly string[] }
}

/** Returns a new form; `own` are the parties of the finding in whose name this person may answer. */
export const openGiveBackDraft = (
  { partyIds }: Pick<VisibleObservation, 'partyIds'>,
  own: readonly string[],
): GiveBackDraft => ({
  partyId: own[0] ?? '',
  reason: '',
  text: '',
  base: { partyIds: [...partyIds] },
})

/** Returns the arguments of a filled form. A missing reason is left out; the shared rules name it. */
export const giveBackArgs = (
  observationId: string,
  { partyId, reason, text, base }: GiveBackDraft,
): ObservationArgs<'observation.give-back@1'> => ({
  observationId,
  base: { partyIds: [...base.partyIds] },
  partyId,
  ...(reason === '' ? {} : { reason }),
  text: text.trim(),
})
