import type { Actor } from '../access/roles.ts'
import type { Observation } from '../observation/observation.ts'
import { visibleObservation } from '../observation/visible-observation.ts'

/** What the feed needs to know of one kind of row. */
export interface FeedKind {
  /** The body as this reader may see it; undefined when the reader may not see it at all. `body` is what the server has stored. */
  visibleTo: (body: unknown, actor: Actor) => unknown
}

/** Every kind of row that leaves the server; one that does not stand here is shown to nobody. */
const feedKinds: Readonly<Record<string, FeedKind>> = {
  observation: { visibleTo: (body, actor) => visibleObservation(body as Observation, actor) },
  /** Whoever may pull from a walk may see what it is. */
  walk: { visibleTo: (body) => body },
}

/** The body of a row as one reader may see it; undefined when there is nothing to see, and for every kind without a rule. */
export const visibleBody = (kind: string, body: unknown, actor: Actor): unknown =>
  Object.hasOwn(feedKinds, kind) ? feedKinds[kind]?.visibleTo(body, actor) : undefined
