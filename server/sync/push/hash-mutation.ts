import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'

/** Deeper than anything a mutation needs, shallow enough that walking it by recursion cannot exhaust the stack. */
const deepestArgs = 32

/**
 * Returns the SHA-256 of what a mutation says and where: two mutations with one id are the same exactly when their hashes are (sync.md
 * §1.2). Undefined when the arguments are nested too deep to be read.
 */
export function hashMutation(
  { name, v, args, capturedAt }: MutationEnvelope,
  space: Uuid,
): Buffer | undefined {
  if (isDeeperThan(args, deepestArgs)) return undefined
  const text = canonicalJson({ name, v, args, capturedAt, space })
  return createHash('sha256').update(text).digest()
}

/** Does not recurse: 256 KB of `[[[[…` would otherwise overflow the stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((item): unknown[] =>
      item !== null && typeof item === 'object' ? Object.values(item) : [],
    )
    if (level.length === 0) return false
  }
  return true
}
