import type { Static } from 'typebox'
import type { Outcome } from '../../problem.ts'
import { applyEntry } from '../../sync/apply-mutation.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changing, type MutationEntry } from '../../sync/mutation-entry.ts'
import type { Effects } from '../../sync/subject.ts'
import * as assigning from './apply-assigning.ts'
import * as forwarding from './apply-forwarding.ts'
import * as givingBack from './apply-giving-back.ts'
import * as triage from './apply-triage.ts'
import { captureMutations, onObservation } from '../capture-mutations.ts'
import type { ObservationMutation } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'
import { promiseMutations } from '../promises/mutations.ts'
import { triageSchemas } from './mutation-schemas.ts'

const triageMutations = [
  changing({
    ...onObservation,
    name: 'observation.set-status@1',
    schema: triageSchemas['observation.set-status@1'],
    alsoReads: ({ duplicateOf: id }: Static<(typeof triageSchemas)['observation.set-status@1']>) =>
      id === undefined ? [] : [{ kind: 'observation', id }],
    authorise: triage.authoriseStatus,
    apply: triage.setStatus,
  }),
  changing({
    ...onObservation,
    name: 'observation.forward@1',
    schema: triageSchemas['observation.forward@1'],
    authorise: forwarding.authoriseForwarding,
    apply: forwarding.forward,
  }),
  changing({
    ...onObservation,
    name: 'observation.assign@1',
    schema: triageSchemas['observation.assign@1'],
    authorise: assigning.authoriseAssigning,
    apply: assigning.assign,
  }),
  changing({
    ...onObservation,
    name: 'observation.assign@2',
    schema: triageSchemas['observation.assign@2'],
    authorise: assigning.authoriseAssigning,
    apply: assigning.assignWithReason,
  }),
  changing({
    ...onObservation,
    name: 'observation.give-back@1',
    schema: triageSchemas['observation.give-back@1'],
    authorise: givingBack.authoriseGivingBack,
    apply: givingBack.giveBack,
  }),
] as const

/** Everything that may be done to an observation: what phones do, and what is decided at the desk. */
export const observationMutations = [
  ...captureMutations,
  ...triageMutations,
  ...promiseMutations,
] as const

const byName = new Map<string, MutationEntry>(
  observationMutations.map((entry) => [entry.name, entry]),
)

/** Returns what a mutation makes of an observation as the desk sees it; undefined stands for none. */
export function applyToObservation(
  current: Observation | undefined,
  { name, args }: ObservationMutation,
  context: WalkContext,
): Outcome<Effects> {
  return applyEntry(byName.get(name) as MutationEntry, { current, args, context })
}
