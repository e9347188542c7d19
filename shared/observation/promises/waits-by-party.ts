import type { Timestamp } from '../../timestamps.ts'
import { waitsFor, type Waiting } from './waits-for.ts'

/** What one party has that waits: how many findings, and since when the longest. */
interface PartyWait {
  partyId: string
  findings: number
  /** Null where nothing tells. */
  since: Timestamp | null
}

/** Returns what waits for each party, the longest wait first; a finding of two parties counts for both. */
export function waitsByParty(findings: readonly Waiting[]): PartyWait[] {
  const byParty = new Map<string, PartyWait>()
  for (const finding of findings) {
    const wait = waitsFor(finding)
    if (!wait || !isOnParties(wait.for)) continue
    for (const partyId of wait.partyIds)
      byParty.set(partyId, added(byParty.get(partyId), partyId, wait.since))
  }
  return [...byParty.values()].sort(
    (a, b) =>
      compare(a.since ?? '\uffff', b.since ?? '\uffff') ||
      b.findings - a.findings ||
      compare(a.partyId, b.partyId),
  )
}

/** Whether its parties have the next step; whoever a finding was forwarded to is asked by them. */
const isOnParties = (kind: string): boolean =>
  kind === 'answer' || kind === 'work' || kind === 'budget' || kind === 'recipient'

function added(known: PartyWait | undefined, partyId: string, since: Timestamp | null): PartyWait {
  if (!known) return { partyId, findings: 1, since }
  const earlier = since !== null && (known.since === null || since < known.since)
  return { ...known, findings: known.findings + 1, since: earlier ? since : known.since }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
