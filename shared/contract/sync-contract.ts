import Type from 'typebox'
import { closed, CursorSchema, nullable } from './contract-parts.ts'
import { limits } from '../limits.ts'
import { MutationEnvelopeSchema } from '../sync/mutation-envelope.ts'
import { UuidSchema } from '../sync/schema-parts.ts'

const FeedRowSchema = Type.Object(
  {
    kind: Type.String(),
    id: UuidSchema,
    seq: CursorSchema,
    deleted: Type.Boolean(),
    schema: Type.Integer(),
    body: Type.Unknown(),
  },
  closed,
)

const MutationResultSchema = Type.Object(
  {
    id: UuidSchema,
    status: Type.Union([Type.Literal('applied'), Type.Literal('refused'), Type.Literal('parked')]),
    code: Type.Optional(Type.String()),
    detail: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    effectSeq: Type.Optional(CursorSchema),
  },
  closed,
)

/** The two exchanges of the sync protocol (sync.md §1.2, §1.3), and the question of what became of what was put aside. */
export const syncContract = {
  push: {
    method: 'POST',
    path: '/api/sync/push',
    access: 'member',
    body: Type.Object(
      {
        protocol: Type.Integer({ minimum: 0 }),
        epoch: nullable(UuidSchema),
        clientId: UuidSchema,
        space: UuidSchema,
        mutations: Type.Array(MutationEnvelopeSchema, { maxItems: limits.pushMutations }),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          epoch: UuidSchema,
          /** Of the space of the request. */
          head: CursorSchema,
          /** Of every space, where the push held mutations of several. */
          heads: Type.Optional(Type.Record(UuidSchema, CursorSchema)),
          serverTime: Type.String(),
          results: Type.Array(MutationResultSchema),
        },
        closed,
      ),
    },
  },
  pull: {
    method: 'POST',
    path: '/api/sync/pull',
    access: 'member',
    body: Type.Object(
      {
        protocol: Type.Integer({ minimum: 0 }),
        epoch: nullable(UuidSchema),
        // Closed, or a key that is no id could hold anything at all.
        cursors: Type.Record(UuidSchema, CursorSchema, { ...closed, maxProperties: 50 }),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pullRows })),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          epoch: UuidSchema,
          serverTime: Type.String(),
          spaces: Type.Record(
            UuidSchema,
            Type.Object(
              {
                cursor: CursorSchema,
                more: Type.Boolean(),
                reset: Type.Optional(Type.Literal(true)),
                rows: Type.Array(FeedRowSchema),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
  },
  /** Recorded answers to mutations that the phone has sent before; the hash shows that it has. Changes nothing. */
  askAnswers: {
    method: 'POST',
    path: '/api/sync/answers',
    access: 'device',
    body: Type.Object(
      {
        mutations: Type.Array(
          Type.Object({ id: UuidSchema, hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed),
          { maxItems: limits.pushMutations },
        ),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          epoch: UuidSchema,
          serverTime: Type.String(),
          results: Type.Array(MutationResultSchema, {
            description: 'in no order; what the server has no answer to is left out',
          }),
        },
        closed,
      ),
    },
  },
} as const
