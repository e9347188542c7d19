import type { Cluster } from '../../../shared/contract/api-contract.ts'
import {
  statuses,
  statusFamily,
  type StatusFamily,
} from '../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { MapCluster, MapPin } from '../map-content.ts'
import { mergeTouching } from './merge-clusters.ts'

export interface MapWords {
  pin: (pin: PinFacts) => string
  cluster: (count: number) => string
}

export interface MapFacts {
  gathered: readonly Cluster[]
  opened: VisibleObservation | null
  zoom: number
}

export interface MapMarks {
  pins: MapPin[]
  clusters: MapCluster[]
}

/** Statuses of a newer server count as open: nothing unknown is called settled. */
const familyOf = (status: string): StatusFamily => {
  const known = statuses.find((one) => one === status)
  return known ? statusFamily(known) : 'open'
}

/** Clusters have no id of their own; their place names them, so that a mark stays while its count changes. */
const clusterId = ({ longitude, latitude }: Pick<Cluster, 'longitude' | 'latitude'>) =>
  `cluster:${longitude.toFixed(5)}:${latitude.toFixed(5)}`

/**
 * Returns the clusters of the database as marks. The open observation always has its own pin, also inside a cluster, so that list,
 * panel and map agree.
 */
export function mapMarks({ gathered, opened, zoom }: MapFacts, words: MapWords): MapMarks {
  const singles = gathered.flatMap((one) => {
    const { id, category, status } = one
    if (id === undefined || category === undefined || status === undefined) return []
    return [{ ...one, id, category, status }]
  })
  const pins = singles
    .filter(({ id }) => id !== opened?.id)
    .map((pin) => makePin(pin, words.pin(pin)))
  if (opened && !opened.isWithdrawn) {
    const facts = { ...opened, ...opened.position, number: opened.number ?? undefined }
    pins.push(makePin(facts, words.pin(facts)))
  }
  const groups = gathered.filter((one) => one.id === undefined)
  const clusters = mergeTouching(groups, zoom).map(({ longitude, latitude, count }) => {
    const label = words.cluster(count)
    return { id: clusterId({ longitude, latitude }), longitude, latitude, count, label }
  })
  return { pins, clusters }
}

export interface PinFacts {
  id: string
  category: string
  status: string
  longitude: number
  latitude: number
  severity?: number | undefined
  number?: number | undefined
}

const makePin = (facts: PinFacts, label: string): MapPin => ({
  id: facts.id,
  category: facts.category,
  family: familyOf(facts.status),
  label,
  severity: facts.severity,
  number: facts.number,
  longitude: facts.longitude,
  latitude: facts.latitude,
})

/** Returns the ids that were not there before: they pulse once. On the first answer nothing is new. */
export function freshIds(
  before: ReadonlySet<string> | null,
  gathered: readonly Cluster[],
): ReadonlySet<string> {
  const ids = gathered.flatMap(({ id }) => (id === undefined ? [] : [id]))
  return new Set(before ? ids.filter((id) => !before.has(id)) : [])
}
