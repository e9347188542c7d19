import { changing } from '../../sync/mutation-entry.ts'
import { onObservation } from '../capture-mutations.ts'
import { authorisePromise, awaitBudget, movePlan } from './apply-promises.ts'
import { promiseSchemas as schemas } from './mutation-schemas.ts'

/** Made at the desk. */
export const promiseMutations = [
  changing({
    ...onObservation,
    name: 'observation.await-budget@1',
    schema: schemas['observation.await-budget@1'],
    authorise: authorisePromise,
    apply: awaitBudget,
  }),
  changing({
    ...onObservation,
    name: 'observation.move-plan@1',
    schema: schemas['observation.move-plan@1'],
    authorise: authorisePromise,
    apply: movePlan,
  }),
] as const
