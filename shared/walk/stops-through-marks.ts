import { distanceMetres } from '../geo.ts'

interface Place {
  longitude: number
  latitude: number
}

/** One mark, or several that the database has counted as one group at their middle. */
export interface MarkGroup extends Place {
  count: number
}

/** Marks nearer to each other than this are seen from one stop. */
export const oneStopMetres = 60
/** As many stops as people take in on one evening (domain.md §3.3, phase 1). */
const mostStops = 10

interface SuggestOptions {
  /** Where the tour begins; the westernmost place when absent. */
  start?: Place | undefined
  most?: number
}

/**
 * Suggests stops where most marks lie, in the order of a short tour. The same marks give the same stops, in whatever order they come. Uses
 * the nearest neighbour and then 2-opt with a fixed beginning, which leaves no two legs that cross.
 */
export function stopsThroughMarks(
  marks: readonly MarkGroup[],
  { start, most = mostStops }: SuggestOptions = {},
): MarkGroup[] {
  const places = gather(marks).slice(0, most)
  const first = start ? nearest(start, places) : places.toSorted(fromWest)[0]
  return first ? shorten(neighbours(first, places)) : []
}

const fromWest = (a: Place, b: Place): number =>
  a.longitude - b.longitude || a.latitude - b.latitude

/** The groups with most marks, the largest first, with the smaller ones around them counted in. */
function gather(marks: readonly MarkGroup[]): MarkGroup[] {
  const found: MarkGroup[] = []
  for (const mark of marks.toSorted((a, b) => b.count - a.count || fromWest(a, b))) {
    const near = found.find((one) => distanceMetres(one, mark) < oneStopMetres)
    if (near) near.count += mark.count
    else found.push({ ...mark })
  }
  return found.toSorted((a, b) => b.count - a.count || fromWest(a, b))
}

function nearest(from: Place, places: readonly MarkGroup[]): MarkGroup | undefined {
  const metres = (place: Place) => distanceMetres(from, place)
  return places.toSorted((a, b) => metres(a) - metres(b) || fromWest(a, b))[0]
}

function neighbours(first: MarkGroup, places: readonly MarkGroup[]): MarkGroup[] {
  const tour = [first]
  const left = new Set(places.filter((place) => place !== first))
  for (let at = first; left.size > 0;) {
    const next = nearest(at, [...left]) ?? at
    left.delete(next)
    tour.push(next)
    at = next
  }
  return tour
}

export const tourMetres = (tour: readonly Place[]): number =>
  tour.slice(1).reduce((sum, place, index) => sum + distanceMetres(tour[index] ?? place, place), 0)

/** Turns stretches round while that makes the tour shorter. */
function shorten(tour: readonly MarkGroup[]): MarkGroup[] {
  const better = turns(tour).find((other) => tourMetres(other) < tourMetres(tour) - 1e-6)
  return better ? shorten(better) : [...tour]
}

/** Every tour of which one stretch after the first place goes the other way. */
export const turns = <Stop>(tour: readonly Stop[]): Stop[][] =>
  tour.flatMap((_, from) =>
    tour.slice(from + 1).flatMap((__, offset) => {
      const to = from + 1 + offset
      return from === 0
        ? []
        : [
            [
              ...tour.slice(0, from),
              ...tour.slice(from, to + 1).toReversed(),
              ...tour.slice(to + 1),
            ],
          ]
    }),
  )
