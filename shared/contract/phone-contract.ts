import Type, { type Static } from 'typebox'
import { closed, IdParams, nullable } from './contract-parts.ts'
import { limits } from '../limits.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { readyLines } from '../walk/offline-readiness.ts'
import { walkRoles, type WalkRole } from '../access/roles.ts'

const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })

/** What waits on a phone without a running number that would show it. Apps of earlier releases do not report it. */
const UnsentSchema = Type.Object(
  {
    drafts: { ...Count, description: 'begun and not saved' },
    photos: { ...Count, description: 'of saved observations, not here whole' },
    refused: { ...Count, description: 'could not be used, to be mended by their person' },
  },
  closed,
)
export type UnsentTally = Static<typeof UnsentSchema>

const Lines = Type.Array(oneOf(readyLines), { maxItems: readyLines.length, uniqueItems: true })

/** Whether the phone is ready for one walk. Apps of earlier releases do not report it. */
const ReadinessSchema = Type.Object(
  {
    walkId: UuidSchema,
    missing: { ...Lines, description: 'to be done by its person; empty when it is ready' },
    without: { ...Lines, description: 'what it will do without' },
    ageMs: Type.Integer({
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'since it was found, by the clock of the phone, which may have been set meanwhile',
    }),
  },
  closed,
)

/** What a phone knows of its own running numbers (sync.md §2.9). */
const ReceiptLogSchema = Type.Object(
  {
    highest: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'last number given out',
    }),
    from: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'first number it can account for: what it knew of earlier ones was cleared from it',
    }),
    held: Type.Array(Type.Array(Seq, { minItems: 2, maxItems: 2 }), {
      maxItems: limits.receiptRanges,
      description: 'ranges [from, to] of numbers still on the phone, undelivered',
    }),
    unsent: Type.Optional(UnsentSchema),
    readiness: Type.Optional(ReadinessSchema),
  },
  closed,
)
export type ReceiptLog = Static<typeof ReceiptLogSchema>

/** `open`: it may send and read; `ended`: it has to join again; `locked-out`: an organiser has closed it. */
const PhoneAccess = Type.Union([
  Type.Literal('open'),
  Type.Literal('ended'),
  Type.Literal('locked-out'),
])

const PhoneSchema = Type.Object(
  {
    id: UuidSchema,
    walks: Type.Array(
      Type.Object(
        {
          walkId: UuidSchema,
          title: Type.String(),
          role: Type.Unsafe<WalkRole>(Type.Union(walkRoles.map((role) => Type.Literal(role)))),
          displayName: nullable(Type.String()),
        },
        closed,
      ),
    ),
    lastSeenAt: Type.String(),
    /** When the phone itself last said what it holds. */
    toldAt: nullable(Type.String()),
    unsent: nullable(UnsentSchema),
    waiting: Type.Integer({ description: 'still on the phone, as it last said' }),
    lost: Type.Integer({ description: 'never arrived, and no longer on the phone' }),
    unexplained: Type.Integer({ description: 'never arrived; the phone has not said why' }),
    waitingPhotos: Type.Integer({ description: 'announced within 24 hours, not here yet' }),
    missingPhotos: Type.Integer({ description: 'announced more than 24 hours ago, not here' }),
    access: PhoneAccess,
    /** Of the walk that was asked for; null when the phone has not said it. */
    readiness: Type.Optional(
      nullable(Type.Object({ missing: Lines, without: Lines, at: Type.String() }, closed)),
    ),
  },
  closed,
)
export type WalkPhone = Static<typeof PhoneSchema>

/** Phones of walks: what never came from them (K5), and closing one that was stolen (H7). */
export const phoneContract = {
  /** What the calling phone still holds; reported when it has changed, and again every few minutes. */
  reportReceipts: {
    method: 'POST',
    path: '/api/sync/account',
    access: 'device',
    body: ReceiptLogSchema,
    response: { 204: Type.Null() },
  },
  /** For organisers: without `walk`, coordinators and administrators get every phone that owes something. */
  listPhones: {
    method: 'GET',
    path: '/api/phones',
    access: 'member',
    query: Type.Object({ walk: Type.Optional(UuidSchema) }, closed),
    response: { 200: Type.Object({ phones: Type.Array(PhoneSchema) }, closed) },
  },
  /** Ends every session of a phone; its device key opens none either. */
  lockPhone: {
    method: 'DELETE',
    path: '/api/phones/:id/sessions',
    access: 'account',
    params: IdParams,
    response: { 204: Type.Null() },
  },
} as const
