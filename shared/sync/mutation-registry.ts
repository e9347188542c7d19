import type { Static } from 'typebox'
import { municipalityMutations } from '../municipality/mutations.ts'
import { gatheringMutations } from '../observation/gathering/mutations.ts'
import { observationMutations } from '../observation/triage/mutations.ts'
import type { Outcome } from '../problem.ts'
import { ratingMutations } from '../rating/mutations.ts'
import { walkMutations } from '../walk/mutations.ts'
import { applyEntry } from './apply-mutation.ts'
import type { MutationContext } from './mutation-context.ts'
import type { MutationEntry } from './mutation-entry.ts'
import type { Effects } from './subject.ts'

/** Every mutation that the server knows. A subject adds its own in its folder; a phone knows those it needs (its outbox). */
const entries = [
  ...observationMutations,
  ...gatheringMutations,
  ...walkMutations,
  ...ratingMutations,
  ...municipalityMutations,
] as const

type Entry = (typeof entries)[number]
type EntryOf<Name> = Extract<Entry, { name: Name }>

export type MutationName = Entry['name']
export type MutationArgs<Name extends MutationName> = Static<EntryOf<Name>['schema']>
export type KnownMutation = {
  [Name in MutationName]: { name: Name; args: MutationArgs<Name> }
}[MutationName]

export const mutationRegistry: ReadonlyMap<string, MutationEntry> = new Map(
  entries.map((entry) => [entry.name, entry]),
)

const entryOf = ({ name }: KnownMutation): MutationEntry =>
  mutationRegistry.get(name) as MutationEntry

/** `current` is the subject of the mutation as it stands; undefined when there is none. */
export const applyMutation = (
  current: unknown,
  mutation: KnownMutation,
  context: MutationContext,
): Outcome<Effects> => applyEntry(entryOf(mutation), { current, args: mutation.args, context })
