import Type, { type TSchema } from 'typebox'
import { UuidSchema } from '../sync/mutation.ts'

/** What several parts of the contract (api-contract.ts) are made of. NOTE: phones import types of it only. */
export const closed = { additionalProperties: false } as const
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const CursorSchema = Type.String({ pattern: '^\\d{1,19}$' })
export const Box = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  description: 'west,south,east,north in degrees',
})
export const IdParams = Type.Object({ id: UuidSchema }, closed)
