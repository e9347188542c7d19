import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { NewAnswer } from '../../store/spaces/mutation-ledger.ts'

/** Returns the answer that the ledger keeps for ever. */
export const answerOf = (
  { name, v, clientSeq }: MutationEnvelope,
  { hash, result }: { hash: Buffer; result: MutationResult },
): NewAnswer => ({
  hash,
  result,
  name: `${name}@${String(v)}`,
  clientSeq: storableSeq(clientSeq),
})

/** Limits the number, because an "integer" of JSON may be 1e300. */
export const storableSeq = (clientSeq: number): number =>
  Math.min(clientSeq, Number.MAX_SAFE_INTEGER)

export const refusal = (id: Uuid, { code, detail }: Problem): MutationResult => ({
  id,
  status: 'refused',
  code,
  ...(detail ? { detail: storableDetail(detail) } : {}),
})

/**
 * Cleans details, which may repeat what was sent, of what jsonb cannot hold: NUL and lone surrogates (sync.md E2). This happens before
 * the first answer, so that all later ones are the same.
 */
function storableDetail(detail: NonNullable<Problem['detail']>): NonNullable<Problem['detail']> {
  const entries = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value,
  ])
  return Object.fromEntries(entries) as typeof detail
}
