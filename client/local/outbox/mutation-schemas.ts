import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { mutationSchemas as contract, type MutationName } from '../../../shared/sync/mutation.ts'

/**
 * The schemas that the server checks, word for word. The build writes them out as plain data (build/plain-schemas.ts), so that a
 * phone loads a kilobyte instead of the schema builder.
 */
export const mutationSchemas = contract as unknown as Readonly<Record<MutationName, PlainSchema>>
