import type { Outcome } from '../../problem.ts'
import { applyEntry } from '../../sync/apply-mutation.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changing } from '../../sync/mutation-entry.ts'
import type { Effects } from '../../sync/subject.ts'
import { onObservation } from '../capture-mutations.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'
import { authoriseSeeingToo, seeToo } from './apply-seen-too.ts'
import { seenTooSchemas as schemas } from './mutation-schemas.ts'

/** Phones load it when somebody opens a pin of somebody else. */
export const seenTooMutations = [
  changing({
    ...onObservation,
    name: 'observation.see-too@1',
    schema: schemas['observation.see-too@1'],
    authorise: authoriseSeeingToo,
    apply: seeToo,
  }),
] as const

/** Returns what it makes of a pin, as a phone sees it. */
export const applySeenToo = (
  current: Observation,
  args: ObservationArgs<'observation.see-too@1'>,
  context: WalkContext,
): Outcome<Effects> => applyEntry(seenTooMutations[0], { current, args, context })
