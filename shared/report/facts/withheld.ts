import { smallestGroup } from '../../rating/withhold.ts'

/** A count as everybody may know it: none, fewer than five, or five and more. */
export type Withheld = 'none' | 'few' | number

export function withhold(count: number): Withheld {
  if (count === 0) return 'none'
  return count < smallestGroup ? 'few' : count
}
