import type { Position } from '../../../shared/geo.ts'

/** Where the phone was, and when it reported it, by this page's clock. */
export interface Fix {
  position: Position
  /** Unix milliseconds. */
  takenAt: number
}

/** The last fix of the phone and its age. */
export function createFix(now: () => number) {
  let last: Fix | null = null

  /** Returns the fix, or null when the phone's answer is no place on earth. */
  function accept({ coords }: Pick<GeolocationPosition, 'coords'>): Fix | null {
    const position = positionFrom(coords)
    if (!position) return null
    // NOTE: our own clock is used and not the `timestamp` of the fix, because some phones use another epoch.
    last = { position, takenAt: now() }
    return last
  }

  return {
    accept,
    last: () => last,
    forget: () => {
      last = null
    },
    /** A clock that was set back must not date a fix in the future. */
    ageMs: () => (last ? Math.max(0, now() - last.takenAt) : null),
  }
}

/** Wider than any city: a phone that cannot estimate its error does not know where it is. */
const unknownAccuracyMetres = 100_000

function positionFrom(coords: GeolocationCoordinates): Position | null {
  const { longitude, latitude, accuracy } = coords
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  if (!isPlace) return null
  const radius = accuracy >= 0 ? Math.min(accuracy, unknownAccuracyMetres) : unknownAccuracyMetres
  return { longitude, latitude, accuracyMetres: Math.round(radius), source: 'gps' }
}

type After = (ms: number, callback: () => void) => () => void

/** Callers that wait for the next fix, each with its own timeout. */
export function createFixWaiters(after: After) {
  const waiting = new Set<(found: Fix | null) => void>()
  return {
    next: (ms: number): Promise<Fix | null> =>
      new Promise((resolve) => {
        const cancel = after(ms, () => {
          done(null)
        })
        const done = (found: Fix | null) => {
          cancel()
          waiting.delete(done)
          resolve(found)
        }
        waiting.add(done)
      }),
    settle: (found: Fix | null): void => {
      for (const done of [...waiting]) done(found)
    },
  }
}
