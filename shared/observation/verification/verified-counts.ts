import type { Uuid } from '../../identifiers.ts'
import type { VisibleObservation } from '../visible-observation.ts'
import { isToVerify } from './to-verify.ts'
import { verdicts, verificationOn, type Verdict } from './verification.ts'

/**
 * The findings that a follow-up walk looks at again: those that are to be looked at now, and those that it has seen, whatever became of them
 * since.
 */
export const findingsOfFollowUp = (
  findings: readonly VisibleObservation[],
  followUpId: Uuid,
): VisibleObservation[] =>
  findings.filter((one) => isToVerify(one) || verificationOn(one, followUpId) !== undefined)

/** How many of them have each verdict. */
export function verdictCounts(
  findings: readonly VisibleObservation[],
  followUpId: Uuid,
): { verdict: Verdict; count: number }[] {
  const said = findings.map((one) => verificationOn(one, followUpId)?.verdict)
  return verdicts.map((verdict) => ({
    verdict,
    count: said.filter((one) => one === verdict).length,
  }))
}
