import type { Static, TSchema } from 'typebox'
import type { Actor } from '../access/roles.ts'
import type { Uuid } from '../identifiers.ts'
import type { Outcome } from '../problem.ts'
import type { ContextOf, MutationContext, SpaceKind } from './mutation-context.ts'
import {
  refuseExisting,
  refuseMissing,
  type Effects,
  type SubjectBodies,
  type SubjectKind,
  type SubjectRef,
} from './subject.ts'

type Refusal = Outcome<never> | undefined

/** What every definition says of its mutation. */
interface Described<Name extends string, Kind extends SubjectKind, Space, Schema extends TSchema> {
  /** The name and the version, as in `observation.create@1`. */
  name: Name
  /** The kind of thing that it makes or changes. */
  subject: Kind
  /** Where it may be pushed to. */
  space: Space
  schema: Schema
  /** Returns the id of its subject. */
  target(args: Static<Schema>): Uuid
  /** Returns other subjects that its rules ask `context.find` for; the server reads them beforehand. */
  alsoReads?(args: Static<Schema>): readonly SubjectRef[]
}

/** The definition of a mutation that makes its subject. */
interface Making<
  Name extends string,
  Kind extends SubjectKind,
  Space extends SpaceKind,
  Schema extends TSchema,
> extends Described<Name, Kind, Space, Schema> {
  /** It also opens the space that it is pushed to. */
  opensSpace?: boolean
  /** Returns why this actor may not do it. */
  authorise(args: Static<Schema>, context: ContextOf<Space>): Refusal
  apply(args: Static<Schema>, context: ContextOf<Space>): Outcome<Effects>
  /** Decides about a subject that is there already, for whoever may make it; absent refuses. */
  again?(
    current: SubjectBodies[Kind],
    args: Static<Schema>,
    context: ContextOf<Space>,
  ): Outcome<Effects>
}

/** The definition of a mutation that changes a subject which is there. */
interface Changing<
  Name extends string,
  Kind extends SubjectKind,
  Space extends SpaceKind,
  Schema extends TSchema,
> extends Described<Name, Kind, Space, Schema> {
  /** Whether the actor may know of the subject at all; one that is hidden is refused as missing, so that ids cannot be probed. */
  isVisible(current: SubjectBodies[Kind], actor: Actor): boolean
  authorise(current: SubjectBodies[Kind], args: Static<Schema>, context: ContextOf<Space>): Refusal
  apply(
    current: SubjectBodies[Kind],
    args: Static<Schema>,
    context: ContextOf<Space>,
  ): Outcome<Effects>
}

/** One mutation of the registry, as those use it who do not know which it is. */
export interface MutationEntry<
  Name extends string = string,
  Schema extends TSchema = TSchema,
> extends Described<Name, SubjectKind, SpaceKind, Schema> {
  makes: boolean
  opensSpace: boolean
  /** The one decision: is this allowed now, and what is there afterwards? */
  run(current: unknown, args: Static<Schema>, context: MutationContext): Outcome<Effects>
}

export const making = <
  const Name extends string,
  Kind extends SubjectKind,
  Space extends SpaceKind,
  Schema extends TSchema,
>(
  entry: Making<Name, Kind, Space, Schema>,
): MutationEntry<Name, Schema> => ({
  ...entry,
  makes: true,
  opensSpace: entry.opensSpace ?? false,
  run(current, args, context) {
    const inSpace = context as ContextOf<Space>
    if (current && !entry.again) return refuseExisting(entry.subject)
    const refusal = entry.authorise(args, inSpace)
    if (refusal || !current) return refusal ?? entry.apply(args, inSpace)
    const body = current as SubjectBodies[Kind]
    return entry.again?.(body, args, inSpace) ?? refuseExisting(entry.subject)
  },
})

export const changing = <
  const Name extends string,
  Kind extends SubjectKind,
  Space extends SpaceKind,
  Schema extends TSchema,
>(
  entry: Changing<Name, Kind, Space, Schema>,
): MutationEntry<Name, Schema> => ({
  ...entry,
  makes: false,
  opensSpace: false,
  run(current, args, context) {
    const body = current as SubjectBodies[Kind] | undefined
    if (!body || !entry.isVisible(body, context.actor)) return refuseMissing(entry.subject)
    const inSpace = context as ContextOf<Space>
    return entry.authorise(body, args, inSpace) ?? entry.apply(body, args, inSpace)
  },
})
