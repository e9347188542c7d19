import { refuse, type Outcome } from '../problem.ts'
import type { MutationContext } from './mutation-context.ts'
import type { MutationEntry } from './mutation-entry.ts'
import type { Effects } from './subject.ts'

/**
 * The rules of the product as one pure function: is this allowed now, and what is there afterwards? The phone runs it at once over its
 * cache to show pending work; the server runs it with authority. Never throws for anything a person can send. Refuses unknown
 * subjects as missing, hidden ones too, so ids cannot be probed; what is pushed to a space of the wrong kind is not known there.
 */
export function applyEntry(
  entry: MutationEntry,
  { current, args, context }: { current: unknown; args: unknown; context: MutationContext },
): Outcome<Effects> {
  if (context.spaceKind !== entry.space) return refuse('wrong-space')
  return entry.run(current, args, context)
}
