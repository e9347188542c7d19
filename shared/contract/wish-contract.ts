import Type, { type Static } from 'typebox'
import type { BoundingBox } from '../geo.ts'
import type { PrivacyNotice } from '../municipality/municipality.ts'
import { UuidSchema } from '../sync/schema-parts.ts'
import type { Walk } from '../walk/walk.ts'
import { wishWords } from '../wish/mutation-schemas.ts'
import type { VisibleWish, WishState, WishWords } from '../wish/wish.ts'
import { closed, IdParams, Secret, SecretBody } from './contract-parts.ts'

const AskSchema = Type.Object(
  { municipalityId: UuidSchema, wishId: UuidSchema, secret: Secret, ...wishWords },
  closed,
)
export type WishAsked = Static<typeof AskSchema>

/** What the asker reads of the own wish. */
export interface AskedWish extends WishWords {
  id: string
  municipality: string
  timeZone: string
  /** Of the wish, or of the one that it was joined with. */
  state: WishState
  isJoined: boolean
  askedAt: string
  decidedAt: string | null
  reason: string | null
  /** The walk that came of it, once it is there. */
  walk: Pick<Walk, 'title' | 'startsAt' | 'endsAt' | 'meetingPlace' | 'phase'> | null
  /** Makes whoever has it a leader of the walk; null before there is a walk, for a joined wish, and once a coordinator has closed it. */
  leaderCode: string | null
}

/** Asking for a walk without an account, and what coordinators read of it. They decide by mutations. */
export const wishContract = {
  /** Who is asked: read before asking, by whoever has the municipality's link. */
  askedMunicipality: {
    method: 'GET',
    path: '/api/municipalities/:id',
    access: 'public',
    params: IdParams,
    response: {
      200: Type.Object(
        {
          name: Type.String(),
          bounds: Type.Unsafe<BoundingBox>(Type.Array(Type.Number())),
          privacy: Type.Unsafe<PrivacyNotice>(Type.Unknown()),
        },
        closed,
      ),
    },
  },
  /** The phone makes id and secret, so that pressing twice makes one wish. */
  askForWalk: {
    method: 'POST',
    path: '/api/wishes',
    access: 'public',
    body: AskSchema,
    response: { 204: Type.Null() },
  },
  readWish: {
    method: 'POST',
    path: '/api/wishes/read',
    access: 'public',
    body: SecretBody,
    response: { 200: Type.Unsafe<AskedWish>(Type.Unknown()) },
  },
  /** Deletes the wish for good; what was made of it stays. */
  eraseWish: {
    method: 'POST',
    path: '/api/wishes/erase',
    access: 'public',
    body: SecretBody,
    response: { 204: Type.Null() },
  },
  /** Those that wait first, the oldest first; then the newest of the others. */
  listWishes: {
    method: 'GET',
    path: '/api/wishes',
    access: 'account',
    response: {
      200: Type.Object(
        {
          wishes: Type.Unsafe<VisibleWish[]>(Type.Array(Type.Unknown())),
          hasMore: Type.Boolean(),
        },
        closed,
      ),
    },
  },
} as const
