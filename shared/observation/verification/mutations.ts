import { changing } from '../../sync/mutation-entry.ts'
import { onObservation } from '../capture-mutations.ts'
import { authoriseVerifying, verify } from './apply-verification.ts'
import { verificationSchemas as schemas } from './mutation-schemas.ts'

/** The server alone judges them: only it knows who follows up on which walk. */
export const verificationMutations = [
  changing({
    ...onObservation,
    name: 'observation.verify@1',
    schema: schemas['observation.verify@1'],
    authorise: authoriseVerifying,
    apply: verify,
  }),
] as const
