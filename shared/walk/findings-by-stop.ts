import type { Observation } from '../observation/observation.ts'
import { nearestStop } from './nearest-stop.ts'
import type { WalkStop } from './walk.ts'

type Placed = Pick<Observation, 'position' | 'stop'>

/**
 * Returns the stop that a finding belongs to: the one that a person has chosen, as long as the walk has it, else the nearest one.
 * What is placed by words alone is near to none.
 */
export function stopOf<Stop extends Pick<WalkStop, 'id' | 'longitude' | 'latitude'>>(
  { position, stop: chosen }: Placed,
  stops: readonly Stop[],
): Stop | undefined {
  if (chosen === 'none') return undefined
  const named = chosen && stops.find(({ id }) => id === chosen)
  if (named) return named
  return position.source === 'address' ? undefined : nearestStop(position, stops)
}

export interface FindingsAtStop<Finding> {
  /** `null` for what belongs to no stop. */
  stop: WalkStop | null
  /** From 1, in the order of the plan; 0 without a stop. */
  number: number
  findings: Finding[]
}

/** The findings of a walk by stop, in the order of the plan and every stop once; what belongs to none comes last, if there is any. */
export function findingsByStop<Finding>(
  findings: readonly Finding[],
  stops: readonly WalkStop[],
  placeOf: (finding: Finding) => Placed,
): FindingsAtStop<Finding>[] {
  const groups = Map.groupBy(findings, (one) => stopOf(placeOf(one), stops))
  const rest = groups.get(undefined) ?? []
  return [
    ...stops.map((stop, index) => ({
      stop,
      number: index + 1,
      findings: groups.get(stop) ?? [],
    })),
    ...(rest.length > 0 ? [{ stop: null, number: 0, findings: rest }] : []),
  ]
}
