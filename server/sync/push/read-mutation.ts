import { Compile } from 'typebox/compile'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { MutationEntry } from '../../../shared/sync/mutation-entry.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { mutationRegistry } from '../../../shared/sync/registry.ts'
import type { SubjectRef } from '../../../shared/sync/subject.ts'

/** A mutation of the registry with arguments that fit its schema. */
export interface ReadMutation {
  entry: MutationEntry
  args: unknown
  target: SubjectRef
}

/** A mutation as received, and what it means. */
export interface PushedMutation {
  envelope: MutationEnvelope
  reading: Outcome<ReadMutation>
}

/** Compiled once per process. */
const validators = new Map(
  [...mutationRegistry].map(([name, { schema }]) => [name, Compile(schema)] as const),
)

export const readMutations = (envelopes: readonly MutationEnvelope[]): PushedMutation[] =>
  envelopes.map((envelope) => ({ envelope, reading: readMutation(envelope) }))

/**
 * Returns a mutation of this server's registry with valid arguments. `unknown-mutation` is for the time after a rollback and must not be
 * recorded: the same mutation is accepted once this server is newer (sync.md §2.7).
 */
function readMutation({ name, v, args }: MutationEnvelope): Outcome<ReadMutation> {
  const fullName = `${name}@${v}`
  const entry = mutationRegistry.get(fullName)
  if (!entry) return refuse('unknown-mutation')
  if (!validators.get(fullName)?.Check(args)) return refuse('invalid-arguments')
  const target = { kind: entry.subject, id: entry.target(args) }
  return succeed({ entry, args, target })
}
