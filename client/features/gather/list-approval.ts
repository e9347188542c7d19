import { findingVersion } from '../../../shared/observation/gathering/finding-version.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { ApprovedFinding, Gathering } from '../../../shared/walk/gathering/gathering.ts'

export interface SinceApproval {
  /** Ids of findings that say something else now than when the list was approved. */
  changed: ReadonlySet<string>
  /** Ids of findings that came afterwards. */
  added: ReadonlySet<string>
  /** How many of the list are not there any more. */
  gone: number
  isTopChanged: boolean
}

export const toApprove = (findings: readonly VisibleObservation[]): ApprovedFinding[] =>
  findings.map((finding) => ({ id: finding.id, version: findingVersion(finding) }))

/** What differs from the approved list; null while there is none. `findings` are all that stand, duplicates too. */
export function sinceApproval(
  { approval, top }: Gathering,
  findings: readonly VisibleObservation[],
): SinceApproval | null {
  if (!approval) return null
  const approved = new Map(approval.findings.map(({ id, version }) => [id, version]))
  const idsOf = (some: readonly VisibleObservation[]) => new Set(some.map(({ id }) => id))
  const known = findings.filter(({ id }) => approved.has(id))
  return {
    changed: idsOf(known.filter((one) => approved.get(one.id) !== findingVersion(one))),
    added: idsOf(findings.filter(({ id }) => !approved.has(id))),
    gone: approved.size - known.length,
    isTopChanged: approval.top.join() !== top.join(),
  }
}
