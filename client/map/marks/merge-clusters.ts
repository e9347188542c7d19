import type { MapPoint } from '../leaflet-coordinates.ts'
import { pixelsOf } from '../map-pixels.ts'

/** A circle with its edge; closer than this, one hides the other's number. */
const circlePixels = 48

interface Counted extends MapPoint {
  count: number
}

/**
 * Returns neighbouring squares whose circles would cover each other as one group at their common centre. Only distances on the
 * map's own pixels count, so panning changes nothing.
 */
export function mergeTouching(clusters: readonly Counted[], zoom: number): Counted[] {
  const merged: Counted[] = []
  for (const cluster of clusters.toSorted((a, b) => b.count - a.count)) {
    const index = merged.findIndex((one) => areTouching(one, cluster, zoom))
    const known = merged[index]
    if (known) merged[index] = together(known, cluster)
    else merged.push(cluster)
  }
  // A common centre may touch a third circle.
  return merged.length < clusters.length ? mergeTouching(merged, zoom) : merged
}

function areTouching(a: MapPoint, b: MapPoint, zoom: number): boolean {
  const [one, other] = [pixelsOf(a, zoom), pixelsOf(b, zoom)]
  return Math.hypot(one.x - other.x, one.y - other.y) < circlePixels
}

function together(a: Counted, b: Counted): Counted {
  const count = a.count + b.count
  const middle = (of: (point: MapPoint) => number) => (of(a) * a.count + of(b) * b.count) / count
  return {
    count,
    longitude: middle(({ longitude }) => longitude),
    latitude: middle(({ latitude }) => latitude),
  }
}
