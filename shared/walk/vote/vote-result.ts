import type { Uuid } from '../../identifiers.ts'
import { mainOf, type Linked } from '../../observation/gathering/main-finding.ts'
import { mayShow } from '../../rating/withhold.ts'

export interface FindingVotes {
  id: Uuid
  votes: number
}

/**
 * What may be known of a vote. `open`: it goes on, and only those who gather read how it stands; `none`: nobody has voted; `few`: fewer
 * than five have, which only those who gather read.
 */
export type VoteResult =
  | { state: 'open' | 'none' | 'few' }
  | { state: 'shown'; voters: number; findings: readonly FindingVotes[] }

export interface VotedFinding extends Linked {
  /** Public number, in the order of receipt. */
  number: number | null
  isWithdrawn: boolean
}

/**
 * Returns the findings with at least one vote, most votes first; of equals the one that was received first, which has the lowest number.
 * What was linked counts for its original, once for each phone that has chosen either; what is gone counts for nothing.
 */
export function countVotes(
  votes: readonly (readonly Uuid[])[],
  findings: readonly VotedFinding[],
): FindingVotes[] {
  const standing = new Map(
    findings.filter(({ isWithdrawn }) => !isWithdrawn).map((one) => [one.id, one]),
  )
  const counts = new Map<VotedFinding, number>()
  for (const vote of votes) {
    const chosen = vote.flatMap((id) => standing.get(id) ?? []).map((one) => mainOf(one, standing))
    for (const main of new Set(chosen)) counts.set(main, (counts.get(main) ?? 0) + 1)
  }
  return [...counts].sort(byRank).map(([{ id }, count]) => ({ id, votes: count }))
}

const byRank = ([a, ofA]: [VotedFinding, number], [b, ofB]: [VotedFinding, number]): number =>
  ofB - ofA || (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1)

interface Reader {
  isOpen: boolean
  /** Whether it is for those who gather the walk. */
  mayGather: boolean
  maySee: (findingId: Uuid) => boolean
}

/** Returns what one reader may know. What a reader may not see is left out, and changes no other count. */
export function voteResult(
  votes: readonly (readonly Uuid[])[],
  findings: readonly VotedFinding[],
  { isOpen, mayGather, maySee }: Reader,
): VoteResult {
  const given = votes.filter((vote) => vote.length > 0)
  if (isOpen && !mayGather) return { state: 'open' }
  if (given.length === 0) return { state: 'none' }
  if (!mayGather && !mayShow(given.length)) return { state: 'few' }
  const seen = countVotes(given, findings).filter(({ id }) => maySee(id))
  return { state: 'shown', voters: given.length, findings: seen }
}
