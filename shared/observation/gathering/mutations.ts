import type { Outcome } from '../../problem.ts'
import { applyEntry } from '../../sync/apply-mutation.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changing, type MutationEntry } from '../../sync/mutation-entry.ts'
import type { Effects } from '../../sync/subject.ts'
import { onObservation } from '../capture-mutations.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'
import * as rules from './apply-gathering.ts'
import { gatheringSchemas as schemas } from './mutation-schemas.ts'

/** What is done to single findings while a walk is gathered. */
export const gatheringMutations = [
  changing({
    ...onObservation,
    name: 'observation.review@1',
    schema: schemas['observation.review@1'],
    authorise: rules.authorise,
    apply: rules.review,
  }),
  changing({
    ...onObservation,
    name: 'observation.link@1',
    schema: schemas['observation.link@1'],
    alsoReads: ({ duplicateOf: id }: ObservationArgs<'observation.link@1'>) => [
      { kind: 'observation', id },
    ],
    authorise: rules.authorise,
    apply: rules.link,
  }),
  changing({
    ...onObservation,
    name: 'observation.unlink@1',
    schema: schemas['observation.unlink@1'],
    authorise: rules.authorise,
    apply: rules.unlink,
  }),
  changing({
    ...onObservation,
    name: 'observation.keep-apart@1',
    schema: schemas['observation.keep-apart@1'],
    authorise: rules.authorise,
    apply: rules.keepApart,
  }),
  changing({
    ...onObservation,
    name: 'observation.review-photo@1',
    schema: schemas['observation.review-photo@1'],
    authorise: rules.authorise,
    apply: rules.reviewPhoto,
  }),
] as const

const byName = new Map<string, MutationEntry>(
  gatheringMutations.map((entry) => [entry.name, entry]),
)

type GatheringName = keyof typeof schemas
export type GatheringMutation = {
  [Name in GatheringName]: { name: Name; args: ObservationArgs<Name> }
}[GatheringName]

/** Returns what gathering makes of a finding, as a phone sees it. */
export const applyGathering = (
  current: Observation | undefined,
  { name, args }: GatheringMutation,
  context: WalkContext,
): Outcome<Effects> => applyEntry(byName.get(name) as MutationEntry, { current, args, context })
