import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { CaptureMutationName } from '../../../shared/observation/mutation-schemas.ts'
import { problemIn, type Problem } from '../../../shared/problem.ts'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import { phoneSchemas, type PhoneMutationName } from './mutation-schemas.ts'
import { sha256Hex } from '../../../shared/text/sha256.ts'

/**
 * queued: never tried, may still be rewritten; sending: tried at least once, frozen until answered; acked, refused, parked: the server's
 * answer; replaced: another entry took its place. Acknowledged entries stay 30 days (sync.md §2.2).
 */
type EntryState = 'queued' | 'sending' | 'acked' | 'refused' | 'parked' | 'replaced'

/**
 * One mutation as stored in the outbox database. NOTE: the format is frozen at version 1 and never migrates: fields may be added, none
 * changes its meaning, and readers must tolerate the absence of later ones (I-format fixture).
 */
export interface OutboxEntry {
  id: Uuid
  /** Running number of this phone; nothing else decides the order. */
  clientSeq: number
  space: Uuid
  /** The observation, stop or walk that it concerns: order is kept per entity. */
  entity: Uuid
  name: string
  v: number
  argsText: string
  /** SHA-256 of what is sent, stored when the entry was frozen. */
  hash: string | null
  capturedAt: string
  tzOffset: number
  clockOffset: number | null
  state: EntryState
  /** `clientSeq` while unanswered, absent afterwards, so that the index contains waiting entries only. */
  waitingSeq?: number
  /** Phone clock in milliseconds before which it is not tried again (unknown mutations only). */
  nextAt: number | null
  effectSeq: string | null
  /** Of the server that answered. */
  epoch: string | null
  /** Server time of the answer. */
  settledAt: string | null
  problemText: string | null
  /** The observation as the person saw it, shown when the server's row is gone. */
  seenText: string | null
  replaces: Uuid | null
  /** On a replaced entry whose content was merged into another one: the entry with the mended create. */
  replacedBy?: Uuid
}

export const isWaiting = (entry: OutboxEntry): boolean =>
  entry.state === 'queued' || entry.state === 'sending'

const createName = 'observation.create'
export const isCreate = (entry: OutboxEntry): boolean => entry.name === createName

/** Returns the joined name if this app knows it; an outbox may hold work of a newer app that was rolled back. */
export function knownName(entry: Pick<OutboxEntry, 'name' | 'v'>): PhoneMutationName | undefined {
  const name = `${entry.name}@${entry.v}`
  return Object.hasOwn(phoneSchemas, name) ? (name as PhoneMutationName) : undefined
}

/** Also true of work of a newer app on an observation; what people answer, and what a leader does to a walk, is apart. */
export const concernsObservation = ({ name }: Pick<OutboxEntry, 'name'>): boolean =>
  name.startsWith('observation.') || name.startsWith('photo.')

export const knownObservationName = (
  entry: Pick<OutboxEntry, 'name' | 'v'>,
): CaptureMutationName | undefined =>
  concernsObservation(entry) ? (knownName(entry) as CaptureMutationName | undefined) : undefined

export function splitName(name: string): { name: string; v: number } {
  const at = name.lastIndexOf('@')
  return { name: name.slice(0, at), v: Number(name.slice(at + 1)) }
}

export const argsOf = (entry: OutboxEntry): unknown => JSON.parse(entry.argsText) as unknown

/** Returns the hash that the server compares: it refuses the same id with another hash for ever (sync.md §0.2). */
export function entryHash(entry: OutboxEntry): string {
  const { name, v, capturedAt, space } = entry
  const text = canonicalJson({ name, v, args: argsOf(entry), capturedAt, space })
  return sha256Hex(new TextEncoder().encode(text))
}

export function problemOf(entry: { problemText: string | null }): Problem | null {
  if (entry.problemText === null) return null
  return problemIn(JSON.parse(entry.problemText) as Problem)
}

const dayMinutes = 24 * 60

/**
 * Returns the entry as it is sent. Claims of the phone's clock are forced into the shape that the contract requires, because one invalid
 * claim would make the server refuse the whole batch.
 */
export function envelopeOf(entry: OutboxEntry): MutationEnvelope {
  const { id, clientSeq, name, v, capturedAt, clockOffset } = entry
  const offset = Number.isFinite(entry.tzOffset) ? Math.round(entry.tzOffset) : 0
  const tzOffset = Math.max(-dayMinutes, Math.min(dayMinutes, offset))
  const envelope = { id, clientSeq, name, v, args: argsOf(entry), capturedAt, tzOffset }
  return clockOffset !== null && Number.isFinite(clockOffset)
    ? { ...envelope, clockOffsetEstimate: clockOffset }
    : envelope
}
