import Type from 'typebox'
import { limits } from '../limits.ts'
import { UuidSchema } from '../sync/schema-parts.ts'
import type { JoinedWalk } from '../walk/walk.ts'
import { closed, nullable } from './contract-parts.ts'

/** Derived from the code, 256 bits, hexadecimal: it finds what was put down and does not open it. The server never gets the code. */
const Finder = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Going on with another phone by a code of the old one (docs/adr/0020-moving-by-code.md). */
export const moveContract = {
  /** Puts down what the new phone needs, encrypted, for a quarter of an hour; an earlier code opens nothing any more. */
  offerMove: {
    method: 'POST',
    path: '/api/moves',
    access: 'device',
    body: Type.Object(
      {
        finder: Finder,
        sealed: Type.String({
          minLength: 1,
          maxLength: limits.sealedMove,
          pattern: '^[A-Za-z0-9+/]+={0,2}$',
        }),
      },
      closed,
    ),
    response: { 200: Type.Object({ expiresAt: Type.String() }, closed) },
  },
  /** When the calling phone's person last went on with another phone. */
  readMoved: {
    method: 'GET',
    path: '/api/moves',
    access: 'device',
    response: { 200: Type.Object({ movedAt: nullable(Type.String()) }, closed) },
  },
  /** Makes the calling phone its person's; once, and again for the same phone when the answer was lost. */
  takeMove: {
    method: 'POST',
    path: '/api/moves/take',
    access: 'public',
    body: Type.Object(
      {
        finder: Finder,
        clientId: UuidSchema,
        deviceKey: Type.String({ minLength: 32, maxLength: 128 }),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          sealed: Type.String(),
          walks: Type.Unsafe<JoinedWalk[]>(Type.Array(Type.Unknown())),
        },
        closed,
      ),
    },
  },
} as const
