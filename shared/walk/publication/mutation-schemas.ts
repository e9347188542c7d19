import Type from 'typebox'
import { closed, UuidSchema } from '../../sync/schema-parts.ts'

/** The public page of a walk. */
export const walkPublicationSchemas = {
  'walk.publish@1': Type.Object({ walkId: UuidSchema }, closed),
  'walk.unpublish@1': Type.Object({ walkId: UuidSchema }, closed),
} as const
