import { Compile } from 'typebox/compile'
import {
  isMutationName,
  mutationSchemas,
  type KnownMutation,
  type MutationEnvelope,
} from '../../../shared/sync/mutation.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'

/** Compiled once a process. */
const validators = new Map(
  Object.entries(mutationSchemas).map(([name, schema]) => [name, Compile(schema)] as const),
)

/**
 * A mutation of this server's catalogue with valid arguments. `unknown-mutation` is for the time after a rollback and must
 * not be recorded: the same mutation is right again once this server is newer (sync.md §2.7).
 */
export function readMutation({ name, v, args }: MutationEnvelope): Outcome<KnownMutation> {
  const fullName = `${name}@${v}`
  if (!isMutationName(fullName)) return refuse('unknown-mutation')
  if (!validators.get(fullName)?.Check(args)) return refuse('invalid-arguments')
  return succeed({ name: fullName, args } as KnownMutation)
}
