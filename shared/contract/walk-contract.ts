import Type, { type Static } from 'typebox'
import { walkRoles, type WalkRole } from '../access/roles.ts'
import type { AreaSummary } from '../rating/area-summary.ts'
import type { StoredObserved } from '../rating/observed.ts'
import type { StopSummary } from '../rating/rating-summary.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import type { VoteResult } from '../walk/vote/vote-result.ts'
import type { Walk } from '../walk/walk.ts'
import { ClusterSchema } from './observation-contract.ts'
import { Box, closed, IdParams, TypedCode } from './contract-parts.ts'

const CodeSchema = Type.Object(
  {
    code: Type.String(),
    role: Type.Unsafe<WalkRole>(oneOf(walkRoles)),
    /** The first phone that joins by it uses it up. */
    forOnePhone: Type.Boolean(),
    isUsed: Type.Boolean(),
  },
  closed,
)

/** The last walk that went through a place, with what may be known of its ratings. */
export interface EarlierWalk extends Pick<
  Walk,
  'title' | 'startsAt' | 'endsAt' | 'phase' | 'route' | 'stops'
> {
  ratings: StopSummary[]
}

export type WalkCode = Static<typeof CodeSchema>

/** What organisers of a walk read and set up beside its plan, which changes by mutations. */
export const walkContract = {
  readWalk: {
    method: 'GET',
    path: '/api/walks/:id',
    access: 'desk',
    params: IdParams,
    response: { 200: Type.Unsafe<Walk>(Type.Unknown()) },
  },
  /**
   * Summaries of what walkers feel at each stop, and in the area before and after the walk; small groups are withheld (rating-summary.ts).
   * `observed` is about the places alone, by people with a function, and is withheld from nobody who may read this.
   */
  walkRatings: {
    method: 'GET',
    path: '/api/walks/:id/ratings',
    access: 'member',
    params: IdParams,
    query: Type.Object({ basis: Type.Optional(oneOf(['local', 'all'] as const)) }, closed),
    response: {
      200: Type.Object(
        {
          stops: Type.Unsafe<StopSummary[]>(Type.Array(Type.Unknown())),
          area: Type.Unsafe<AreaSummary[]>(Type.Array(Type.Unknown())),
          observed: Type.Unsafe<StoredObserved[]>(Type.Array(Type.Unknown())),
        },
        closed,
      ),
    },
  },
  /** How the vote on the most urgent findings stands, as far as the reader may know it (vote-result.ts). */
  walkVotes: {
    method: 'GET',
    path: '/api/walks/:id/votes',
    access: 'member',
    params: IdParams,
    response: { 200: Type.Unsafe<VoteResult>(Type.Unknown()) },
  },
  /** What is known of a place from before, for whoever plans a walk there: open findings that everybody may see, and the last walk. */
  earlierHere: {
    method: 'GET',
    path: '/api/walks/:id/earlier',
    access: 'member',
    params: IdParams,
    query: Type.Object({ bbox: Box, zoom: Type.Integer({ minimum: 0, maximum: 22 }) }, closed),
    response: {
      200: Type.Object(
        {
          clusters: Type.Array(ClusterSchema),
          lastWalk: Type.Unsafe<EarlierWalk | null>(Type.Unknown()),
        },
        closed,
      ),
    },
  },
  listCodes: {
    method: 'GET',
    path: '/api/walks/:id/codes',
    access: 'member',
    params: IdParams,
    response: { 200: Type.Object({ codes: Type.Array(CodeSchema) }, closed) },
  },
  /**
   * Makes a code, the given one or a new one; one that can be taken for another is refused (`code-taken`). One that `replaces` another is for
   * the same people, and the other one is closed.
   */
  makeCode: {
    method: 'POST',
    path: '/api/walks/:id/codes',
    access: 'member',
    params: IdParams,
    body: Type.Object(
      {
        role: Type.Unsafe<WalkRole>(oneOf(walkRoles)),
        code: Type.Optional(TypedCode),
        forOnePhone: Type.Optional(Type.Boolean()),
        replaces: Type.Optional(TypedCode),
      },
      closed,
    ),
    response: { 200: CodeSchema },
  },
  /** Nobody joins by it any more; who has joined stays. */
  closeCode: {
    method: 'DELETE',
    path: '/api/walks/:id/codes/:code',
    access: 'member',
    params: Type.Object({ id: UuidSchema, code: TypedCode }, closed),
    response: { 204: Type.Null() },
  },
} as const
