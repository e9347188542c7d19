import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope, MutationName } from '../../../shared/sync/mutation.ts'
import { isProblemCode, type Problem } from '../../../shared/problem.ts'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import { sha256OfText } from './sha256.ts'

/**
 * queued: never tried, may still be rewritten; sending: tried at least once, frozen until answered; then what the server
 * said; replaced: another entry took its place. Acknowledged entries stay 30 days (sync.md §2.2).
 */
export type EntryState = 'queued' | 'sending' | 'acked' | 'refused' | 'parked' | 'replaced'

/**
 * One mutation as kept in the outbox database. NOTE: the format is frozen at version 1 and never migrates: fields
 * may be added, none changes its meaning, and a reader must bear the absence of later ones (I-format fixture).
 */
export interface OutboxEntry {
  id: Uuid
  /** Running number of this phone: the only order there is. */
  clientSeq: number
  space: Uuid
  /** The observation it is about: order is kept per entity. */
  entity: Uuid
  name: string
  v: number
  argsText: string
  /** SHA-256 of what is sent, noted when it was frozen. */
  hash: string | null
  capturedAt: string
  tzOffset: number
  clockOffset: number | null
  state: EntryState
  /** `clientSeq` while unanswered, absent afterwards: the index of waiting entries holds nothing else. */
  waitingSeq?: number
  /** Phone clock in milliseconds before which it is not tried again (unknown mutations only). */
  nextAt: number | null
  effectSeq: string | null
  /** Of the server that answered. */
  epoch: string | null
  /** Server time of the answer. */
  settledAt: string | null
  problemText: string | null
  /** The observation as the person saw it: what is shown when the server's row has gone. */
  seenText: string | null
  replaces: Uuid | null
  /** Of a replaced entry whose content went into another one together with more: a mended create. */
  replacedBy?: Uuid
}

export const isWaiting = (entry: OutboxEntry): boolean =>
  entry.state === 'queued' || entry.state === 'sending'

const createName = 'observation.create'
export const isCreate = (entry: OutboxEntry): boolean => entry.name === createName

const knownNames: Record<MutationName, true> = {
  'observation.create@1': true,
  'observation.edit@1': true,
  'observation.withdraw@1': true,
  'observation.restore@1': true,
  'observation.set-status@1': true,
  'observation.assign@1': true,
  'observation.comment@1': true,
  'photo.announce@1': true,
}

/** The joined name when this app knows it; an outbox may hold work of a newer app that was rolled back. */
export function knownName(entry: Pick<OutboxEntry, 'name' | 'v'>): MutationName | undefined {
  const name = `${entry.name}@${entry.v}`
  return Object.hasOwn(knownNames, name) ? (name as MutationName) : undefined
}

export function splitName(name: MutationName): { name: string; v: number } {
  const at = name.lastIndexOf('@')
  return { name: name.slice(0, at), v: Number(name.slice(at + 1)) }
}

export const argsOf = (entry: OutboxEntry): unknown => JSON.parse(entry.argsText) as unknown

/** What the server hashes: the same id with another hash is refused for ever (sync.md §0.2). */
export function entryHash(entry: OutboxEntry): string {
  const { name, v, capturedAt, space } = entry
  return sha256OfText(canonicalJson({ name, v, args: argsOf(entry), capturedAt, space }))
}

export function problemOf(entry: { problemText: string | null }): Problem | null {
  if (entry.problemText === null) return null
  const problem = JSON.parse(entry.problemText) as Problem
  return isProblemCode(problem.code) ? problem : { ...problem, code: 'internal-error' }
}

const dayMinutes = 24 * 60

/**
 * As it is sent. What a phone's clock claims beside the work is put into the shape that the contract asks for: one claim out of it and
 * the server would refuse the whole batch.
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
