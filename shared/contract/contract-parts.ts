import Type from 'typebox'
import { closed, UuidSchema } from '../sync/schema-parts.ts'
import { walkCodeLength } from '../walk/walk-code.ts'

export { closed, nullable } from '../sync/schema-parts.ts'

/** What several parts of the contract (api-contract.ts) are made of. NOTE: phones import types of it only. */
export const CursorSchema = Type.String({ pattern: '^\\d{1,19}$' })
export const Box = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  description: 'west,south,east,north in degrees',
})
export const IdParams = Type.Object({ id: UuidSchema }, closed)

/**
 * 256 random bits, base64url. It travels in bodies and in the fragment of a page's address, which no browser sends; only that of a status page is
 * part of the path, because the page works without scripts.
 */
export const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
export const SecretBody = Type.Object({ secret: Secret }, closed)

/** Longer than any code, for spaces and hyphens between its letters. */
export const TypedCode = Type.String({ minLength: 1, maxLength: walkCodeLength.max * 5 })
