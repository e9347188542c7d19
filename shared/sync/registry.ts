import type { Static } from 'typebox'
import { isGranted } from '../access/permissions.ts'
import type { Actor } from '../access/roles.ts'
import { municipalityMutations } from '../municipality/mutations.ts'
import type { Observation } from '../observation/observation.ts'
import { feedbackMutations } from '../observation/feedback/mutations.ts'
import { gatheringMutations } from '../observation/gathering/mutations.ts'
import { seenTooMutations } from '../observation/seen/mutations.ts'
import { observationMutations } from '../observation/triage/mutations.ts'
import { verificationMutations } from '../observation/verification/mutations.ts'
import { visibleObservation } from '../observation/visible-observation.ts'
import { keepLastChange } from '../observation/undo/last-change.ts'
import { undoMutations } from '../observation/undo/mutations.ts'
import { succeed, type Outcome } from '../problem.ts'
import { publicationMutations } from '../publication/mutations.ts'
import { ratingMutations } from '../rating/mutations.ts'
import { replyMutations } from '../reply/mutations.ts'
import { visibleWalk } from '../walk/gathering/gathering.ts'
import { voteMutations } from '../walk/vote/mutations.ts'
import { walkMutations } from '../walk/mutations.ts'
import { wishMutations } from '../wish/mutations.ts'
import { visibleWish, type Wish } from '../wish/wish.ts'
import type { Walk } from '../walk/walk.ts'
import { applyEntry } from './apply-mutation.ts'
import type { MutationContext } from './mutation-context.ts'
import type { MutationEntry } from './mutation-entry.ts'
import type { Effects, SubjectKind } from './subject.ts'

/** Every mutation that the server knows. A subject adds its own in its folder; a phone knows those it needs (its outbox). */
const entries = [
  ...observationMutations,
  ...gatheringMutations,
  ...seenTooMutations,
  ...feedbackMutations,
  ...verificationMutations,
  ...undoMutations,
  ...walkMutations,
  ...ratingMutations,
  ...voteMutations,
  ...municipalityMutations,
  ...wishMutations,
  ...replyMutations,
  ...publicationMutations,
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
): Outcome<Effects> => {
  const outcome = applyEntry(entryOf(mutation), { current, args: mutation.args, context })
  if (!outcome.ok) return outcome
  return succeed(keepLastChange(outcome.value, asObservation(entryOf(mutation), current), context))
}

const asObservation = ({ subject }: MutationEntry, current: unknown): Observation | undefined =>
  subject === 'observation' ? (current as Observation | undefined) : undefined

/** What the feed needs to know of one kind of row. */
interface FeedKind {
  /** Version of the body. */
  schema: number
  /** The body as this reader may see it; undefined when the reader may not see it at all. `body` is what the server has stored. */
  visibleTo: (body: unknown, actor: Actor) => unknown
}

/**
 * Every kind of row that leaves the server; one that does not stand here is shown to nobody. `null`: no single one is ever read, so that it has
 * no row in the feed, moves no head and wakes nobody.
 */
const feedKinds: Readonly<Record<SubjectKind, FeedKind | null>> = {
  observation: {
    schema: 1,
    visibleTo: (body, actor) => visibleObservation(body as Observation, actor),
  },
  /** Whoever may pull from a walk may see what it is. */
  walk: { schema: 1, visibleTo: (body, actor) => visibleWalk(body as Walk, actor) },
  /** What may be known of single answers is a summary (rating-summary.ts). */
  'stop-rating': null,
  'walk-answers': null,
  /** Shown at the desk, from a table of its own. */
  'stop-observed': null,
  /** What may be known of votes is their result (vote-result.ts). */
  'walk-vote': null,
  /** What every phone and desk of the municipality may know of it. */
  municipality: { schema: 1, visibleTo: (body) => body },
  /** Names and words of people without an account: for those who decide on them. */
  wish: { schema: 1, visibleTo: (body, actor) => visibleWish(body as Wish, actor) },
  /** Counted for those who plan the walk, from a table of its own. */
  reply: null,
  /** For those who publish. */
  publication: {
    schema: 1,
    visibleTo: (body, actor) => (isGranted('publication', 'decide', actor) ? body : undefined),
  },
}

const isFeedKind = (kind: string): kind is SubjectKind => Object.hasOwn(feedKinds, kind)

export const isInFeed = (kind: SubjectKind): boolean => feedKinds[kind] !== null

export const schemaOf = (kind: SubjectKind): number => feedKinds[kind]?.schema ?? 1

/** The body of a row as one reader may see it; undefined when there is nothing to see, and for every kind without a rule. */
export const visibleBody = (kind: string, body: unknown, actor: Actor): unknown =>
  isFeedKind(kind) ? feedKinds[kind]?.visibleTo(body, actor) : undefined
