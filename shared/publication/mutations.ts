import { making } from '../sync/mutation-entry.ts'
import { authorise, decide, decideAgain } from './apply-publication.ts'
import { publicationSchemas, type PublishArgs } from './mutation-schemas.ts'

export const publicationMutations = [
  making({
    name: 'observation.publish@1',
    subject: 'publication',
    space: 'walk',
    schema: publicationSchemas['observation.publish@1'],
    target: ({ observationId }: PublishArgs) => observationId,
    alsoReads: ({ observationId: id }: PublishArgs) => [{ kind: 'observation', id }],
    authorise,
    apply: decide,
    again: decideAgain,
  }),
] as const
