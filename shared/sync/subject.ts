import type { Uuid } from '../identifiers.ts'
import type { Municipality, MunicipalityEventKind } from '../municipality/municipality.ts'
import type { Observation, ObservationEventKind } from '../observation/observation.ts'
import { refuse, succeed, type Outcome, type ProblemCode } from '../problem.ts'
import type { FindingPublication, PublicationEventKind } from '../publication/publication.ts'
import type { StopObserved } from '../rating/observed.ts'
import type { StopRating, WalkAnswers } from '../rating/rating.ts'
import type { WalkReply } from '../reply/reply.ts'
import type { FindingVote } from '../walk/vote/vote.ts'
import type { Walk, WalkEventKind } from '../walk/walk.ts'
import type { Wish, WishEventKind } from '../wish/wish.ts'

/** What mutations make and change, by kind: the body of each as the server keeps it. */
export interface SubjectBodies {
  observation: Observation
  walk: Walk
  'stop-rating': StopRating
  'walk-answers': WalkAnswers
  'stop-observed': StopObserved
  'walk-vote': FindingVote
  municipality: Municipality
  wish: Wish
  reply: WalkReply
  publication: FindingPublication
}
export type SubjectKind = keyof SubjectBodies

export interface SubjectRef {
  kind: SubjectKind
  id: Uuid
}

type EventKind =
  | ObservationEventKind
  | WalkEventKind
  | MunicipalityEventKind
  | WishEventKind
  | PublicationEventKind

/** One step in the history of a subject. `data` holds no free text that an erasure would have to find. */
export interface DomainEvent {
  kind: EventKind
  data: Record<string, unknown>
}

/** A subject as it is afterwards, with what happened to it, in order. */
export type SubjectChange = {
  [Kind in SubjectKind]: {
    kind: Kind
    body: SubjectBodies[Kind]
    events: readonly DomainEvent[]
  }
}[SubjectKind]

/** Everything that one mutation changes; each subject at most once. */
export type Effects = readonly SubjectChange[]

/** The effect of a mutation that changes one subject and leaves one event. */
export const changed = <Kind extends SubjectKind>(
  kind: Kind,
  body: SubjectBodies[Kind],
  event: DomainEvent,
): Outcome<Effects> => succeed([{ kind, body, events: [event] } as unknown as SubjectChange])

/** The body of a subject after `effects`; undefined when they do not change it. */
export function bodyAfter<Kind extends SubjectKind>(
  effects: Effects,
  { kind, id }: { kind: Kind; id: Uuid },
): SubjectBodies[Kind] | undefined {
  const change = effects.find((one) => one.kind === kind && one.body.id === id)
  return change?.body as SubjectBodies[Kind] | undefined
}

/** The refusals of a mutation whose subject is not there, or is there already, where people need more than the general words. */
const codes: { readonly [Kind in SubjectKind]?: Record<'missing' | 'exists', ProblemCode> } = {
  observation: { missing: 'observation-missing', exists: 'observation-exists' },
  walk: { missing: 'walk-missing', exists: 'walk-exists' },
}

export const refuseMissing = (kind: SubjectKind): Outcome<never> =>
  refuse(codes[kind]?.missing ?? 'not-found')
export const refuseExisting = (kind: SubjectKind): Outcome<never> =>
  refuse(codes[kind]?.exists ?? 'id-reused')
