import type { VisibleObservation } from '../visible-observation.ts'

/** How many people have seen it: whoever pinned it, and those who have said that they see it too. */
export const seenCount = ({ seenToo = [] }: Pick<VisibleObservation, 'seenToo'>): number =>
  1 + seenToo.length

/** What the reader's own phone has said; a phone is told of no other phone than itself. */
export const ownSeenToo = ({ seenToo = [] }: Pick<VisibleObservation, 'seenToo'>) =>
  seenToo.find(({ clientId }) => clientId !== undefined)
