import type { Cluster } from '../../../shared/contract/api-contract.ts'
import { distanceMetres } from '../../../shared/geo.ts'
import { stopsOf, type PlanForm } from '../../../shared/walk/plan/plan-form.ts'
import { oneStopMetres, stopsThroughMarks } from '../../../shared/walk/stops-through-marks.ts'

/** As many stops as fit one evening (domain.md §3.3, phase 1). */
const mostStops = 10

/**
 * Returns the stops that findings suggest, named by how many each is for. Stops that are there stay, and what can be seen from them needs
 * none of its own.
 */
export function suggestedStops(
  form: PlanForm,
  clusters: readonly Cluster[],
  nameOf: (count: number) => string,
) {
  const placed = stopsOf(form)
  const far = clusters.filter((mark) =>
    placed.every((stop) => distanceMetres(stop, mark) >= oneStopMetres),
  )
  const most = Math.max(0, mostStops - form.stops.length)
  return stopsThroughMarks(far, { start: placed.at(-1), most }).map(
    ({ count, longitude, latitude }) => ({ longitude, latitude, name: nameOf(count) }),
  )
}
