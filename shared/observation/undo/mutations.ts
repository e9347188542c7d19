import { changing } from '../../sync/mutation-entry.ts'
import { onObservation } from '../capture-mutations.ts'
import { authoriseUndo, undo } from './apply-undo.ts'
import { undoSchemas as schemas } from './mutation-schemas.ts'

/** The desk loads it; phones take things back in ways of their own. */
export const undoMutations = [
  changing({
    ...onObservation,
    name: 'observation.undo@1',
    schema: schemas['observation.undo@1'],
    authorise: authoriseUndo,
    apply: undo,
  }),
] as const
