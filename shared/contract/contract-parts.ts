import Type from 'typebox'
import { closed, UuidSchema } from '../sync/schema-parts.ts'

export { closed, nullable } from '../sync/schema-parts.ts'

/** What several parts of the contract (api-contract.ts) are made of. NOTE: phones import types of it only. */
export const CursorSchema = Type.String({ pattern: '^\\d{1,19}$' })
export const Box = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  description: 'west,south,east,north in degrees',
})
export const IdParams = Type.Object({ id: UuidSchema }, closed)
