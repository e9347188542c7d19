import type { UnsentTally } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { OfflineReadiness } from '../../../shared/walk/offline-readiness.ts'
import type { ReadTransaction, WriteTransaction } from './phone-database.ts'

/** A name chosen after joining, or that the person has left. */
export type MembershipChange = { displayName: string | null } | { hasLeft: true }

/** Small facts of this phone, as JSON text under fixed keys of the outbox database's `identity` store. */
interface IdentityFacts {
  client: Uuid
  /** Proves to the server that the client id is this phone's, when the session cookie is gone. */
  'device-key': string
  /** Last running number that was assigned. */
  sequence: number
  /** The server epoch for which all sent work has been checked (sync.md §1.6). */
  epoch: string
  loss: { detectedAt: string; savedBefore: number }
  /** First running number that this phone has a record of; later than 1 when its outbox had vanished (receipt-log.ts). */
  'known-from': number
  /** Counts the reasons to report numbers that will not arrive. */
  'account-due': number
  /** Phone clock minus server clock at the last contact, milliseconds: for what is captured before the next one. */
  'clock-offset': number
  /** What was last reported to the server: what is undelivered, the newest reason, and when by the phone's clock. */
  'account-told': { held: number[][]; dueCount: number; unsent?: UnsentTally; at?: number }
  /** What the phone found when it last looked, and when by its clock. */
  readiness: { found: OfflineReadiness; at: number }
  'current-walk': Uuid
  /** Somebody has once pressed "I see it too" here, answered a question or said that something is not solved. */
  'sees-too': true
  /** Changes of this phone's part in its walks that the server does not know yet. */
  'membership-changes': Record<Uuid, MembershipChange>
}

export async function readFact<K extends keyof IdentityFacts>(
  transaction: ReadTransaction,
  key: K,
): Promise<IdentityFacts[K] | undefined> {
  const text = (await transaction.objectStore('identity').get(key)) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as IdentityFacts[K])
}

interface Fact<K extends keyof IdentityFacts> {
  key: K
  value: IdentityFacts[K]
}

export async function writeFact<K extends keyof IdentityFacts>(
  transaction: WriteTransaction,
  { key, value }: Fact<K>,
): Promise<void> {
  await transaction.objectStore('identity').put(JSON.stringify(value), key)
}

/** Returns the next running number; it is taken inside the transaction that uses it, so two tabs never share one. */
export async function takeSequence(transaction: WriteTransaction): Promise<number> {
  const next = ((await readFact(transaction, 'sequence')) ?? 0) + 1
  await writeFact(transaction, { key: 'sequence', value: next })
  return next
}

export async function readClientId(transaction: ReadTransaction): Promise<Uuid> {
  const clientId = await readFact(transaction, 'client')
  if (clientId === undefined) throw new Error('the outbox database has no client id')
  return clientId
}
