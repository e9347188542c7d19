import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { nearestStop } from '../../../../../shared/walk/nearest-stop.ts'
import type { WalkStop } from '../../../../../shared/walk/walk.ts'

export type Finding = Pick<VisibleObservation, 'id' | 'number' | 'category' | 'position'>

export interface FindingGroup {
  /** `null`: far from every stop, or placed by words alone. */
  stop: WalkStop | null
  /** From 1, in the order of the plan; 0 without a stop. */
  number: number
  findings: Finding[]
}

/** The findings of a walk by the nearest stop, in the order of the plan and every stop once; what belongs to none comes last. */
export function findingsByStop(
  findings: readonly Finding[],
  stops: readonly WalkStop[],
): FindingGroup[] {
  const groups = Map.groupBy(findings, ({ position }) =>
    position.source === 'address' ? undefined : nearestStop(position, stops)?.id,
  )
  const rest = groups.get(undefined) ?? []
  return [
    ...stops.map((stop, index) => ({
      stop,
      number: index + 1,
      findings: groups.get(stop.id) ?? [],
    })),
    ...(rest.length > 0 ? [{ stop: null, number: 0, findings: rest }] : []),
  ]
}
