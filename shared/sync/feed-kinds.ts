import type { Actor } from '../access/roles.ts'
import type { SubjectKind } from './subject.ts'
import type { Observation } from '../observation/observation.ts'
import { visibleWalk } from '../walk/gathering/gathering.ts'
import type { Walk } from '../walk/walk.ts'
import { visibleObservation } from '../observation/visible-observation.ts'

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
  /** What every phone and desk of the municipality may know of it. */
  municipality: { schema: 1, visibleTo: (body) => body },
}

const isFeedKind = (kind: string): kind is SubjectKind => Object.hasOwn(feedKinds, kind)

export const isInFeed = (kind: SubjectKind): boolean => feedKinds[kind] !== null

export const schemaOf = (kind: SubjectKind): number => feedKinds[kind]?.schema ?? 1

/** The body of a row as one reader may see it; undefined when there is nothing to see, and for every kind without a rule. */
export const visibleBody = (kind: string, body: unknown, actor: Actor): unknown =>
  isFeedKind(kind) ? feedKinds[kind]?.visibleTo(body, actor) : undefined
