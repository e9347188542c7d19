import type { Uuid } from '../../identifiers.ts'
import type { Timestamp } from '../../timestamps.ts'
import type { Walk } from '../walk.ts'

/** One line that a leader has said to everybody on the walk. */
export interface SaidLine {
  id: Uuid
  text: string
  /** When it was said, by the phone that said it, and never later than it arrived. */
  at: Timestamp
  /** The phone that said it, so that an erasure finds it; never sent to a reader. */
  by?: Uuid
}

/** The walk as a reader of lines may see it: without the phones that said them. */
export function withoutSpeakers(walk: Walk): Walk {
  if (!walk.said) return walk
  return { ...walk, said: walk.said.map(({ by: _, ...line }) => line) }
}

/** The walk without the lines that `isGone`; undefined when there are none of those. */
export function withoutLines(walk: Walk, isGone: (line: SaidLine) => boolean): Walk | undefined {
  const { said, ...rest } = walk
  if (!said?.some(isGone)) return undefined
  const left = said.filter((line) => !isGone(line))
  return left.length > 0 ? { ...rest, said: left } : rest
}
