import { isGranted } from '../../access/permissions.ts'
import type { Actor, Role } from '../../access/roles.ts'
import type { Uuid } from '../../identifiers.ts'
import type { Timestamp } from '../../timestamps.ts'
import { withoutSpeakers } from '../said/said-line.ts'
import type { Walk } from '../walk.ts'

/** One finding of an approved list. */
export interface ApprovedFinding {
  id: Uuid
  /** What it said when the list was approved (finding-version.ts). */
  version: string
}

/** The list as it was approved for the report. Who approved it stands in the history of the walk; no name of a person is kept here. */
interface ListApproval {
  at: Timestamp
  byRole: Role
  top: readonly Uuid[]
  findings: readonly ApprovedFinding[]
}

export interface Gathering {
  /** At most `limits.topFindings`, the most urgent first. */
  top: readonly Uuid[]
  approval: ListApproval | null
}

export const gatheringOf = ({ gathering }: Pick<Walk, 'gathering'>): Gathering =>
  gathering ?? { top: [], approval: null }

/** Restricted findings may be among the most urgent ones, so that only those who gather read of them. */
export function visibleWalk(walk: Walk, actor: Actor): Walk {
  const seen = withoutSpeakers(walk)
  if (seen.gathering === undefined || isGranted('walk', 'gather', actor)) return seen
  const { gathering: _, ...rest } = seen
  return rest
}
