import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ReplySummary } from '../../../shared/reply/reply.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'

/** What a leader last read of the phones of a walk, and whom the leader has ticked as home. It never leaves this phone. */
export interface HomeList {
  phones: readonly WalkPhone[]
  /** When the phones were read, by this phone's clock, Unix milliseconds. */
  readAt: number
  /** Ids of the phones whose people are home, as the leader has seen or heard it. */
  home: readonly Uuid[]
}

/** What a leader last read of the answers to the invitation. */
export interface ReadReplies {
  summary: ReplySummary
  /** As in `HomeList`. */
  readAt: number
}

/** What this phone keeps for the leader of a walk, readable without a network. */
export interface LeaderNotes {
  'home-list': HomeList
  replies: ReadReplies
}

/** JSON text beside the membership and deleted with it: it has names and needs of people. */
const keyOf = (name: keyof LeaderNotes, walkId: Uuid): string => `${name}:${walkId}`

export const noteKeys = (walkId: Uuid): string[] =>
  (['home-list', 'replies'] as const).map((name) => keyOf(name, walkId))

export interface NoteName<Name extends keyof LeaderNotes> {
  name: Name
  walkId: Uuid
}

export async function readNote<Name extends keyof LeaderNotes>(
  transaction: ReadTransaction,
  { name, walkId }: NoteName<Name>,
): Promise<LeaderNotes[Name] | undefined> {
  const stored = transaction.objectStore('identity')
  const text = (await stored.get(keyOf(name, walkId))) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as LeaderNotes[Name])
}

export async function writeNote<Name extends keyof LeaderNotes>(
  transaction: WriteTransaction,
  { name, walkId }: NoteName<Name>,
  note: LeaderNotes[Name],
): Promise<void> {
  await transaction.objectStore('identity').put(JSON.stringify(note), keyOf(name, walkId))
}
