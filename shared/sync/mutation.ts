import Type, { type Static, type TSchema } from 'typebox'
import { severities } from '../observation/categories.ts'
import { positionSources } from '../geo.ts'
import { limits } from '../limits.ts'
import { declineReasons, statuses } from '../observation/observation-status.ts'
import { feelings } from '../observation/observation.ts'
import { ownerTypes } from '../municipality/party.ts'

/**
 * Schemas of the named, versioned mutations (sync.md §0, decisions.md §4). A meaning never changes: a new meaning is a new
 * version. NOTE: phones import types from here only, so that the schema builder stays out of the capture bundle; the schemas reach
 * them as plain data (client/local/outbox/mutation-schemas.ts).
 */
const closed = { additionalProperties: false } as const
const oneOf = <const T extends readonly (string | number)[]>(values: T) =>
  Type.Union(values.map((value) => Type.Literal(value))) as unknown as ReturnType<
    typeof Type.Unsafe<T[number]>
  >
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const UuidSchema = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
})
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/**
 * Length is a rule of `applyMutation` (check-text.ts), so that the person gets `text-too-long` and not a schema path. The schema
 * counts code points, of which one character may have many; it only keeps out what is far too long.
 */
const Text = Type.String()
const Line = (characters: number) =>
  Type.String({ maxLength: characters * limits.bytesPerCharacter })
const CategoryId = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9.-]+$' })
const PartyId = Type.String({ minLength: 1, maxLength: 80 })

export const PositionSchema = Type.Object(
  {
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    accuracyMetres: Type.Optional(
      Type.Number({ minimum: 0, maximum: limits.positionAccuracyMetres }),
    ),
    source: oneOf(positionSources),
  },
  closed,
)

export const PhotoAnnouncementSchema = Type.Object(
  {
    photoId: UuidSchema,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    size: Type.Integer({ minimum: 1 }),
    mime: Type.String({ maxLength: 60 }),
  },
  closed,
)

const fields = {
  category: CategoryId,
  position: PositionSchema,
  place: Line(limits.placeCharacters),
  text: Text,
  severity: oneOf(severities),
  feeling: nullable(oneOf(feelings)),
  ownerType: nullable(oneOf(ownerTypes)),
}

const change = <T extends TSchema>(schema: T) =>
  Type.Optional(Type.Object({ base: schema, value: schema }, closed))

const target = { observationId: UuidSchema }

export const mutationSchemas = {
  'observation.create@1': Type.Object(
    {
      ...target,
      category: fields.category,
      position: fields.position,
      place: Type.Optional(fields.place),
      text: Type.Optional(fields.text),
      severity: Type.Optional(fields.severity),
      feeling: Type.Optional(fields.feeling),
      ownerType: Type.Optional(fields.ownerType),
      photos: Type.Optional(Type.Array(PhotoAnnouncementSchema)),
    },
    closed,
  ),
  'observation.edit@1': Type.Object(
    {
      ...target,
      changes: Type.Object(
        {
          category: change(fields.category),
          position: change(fields.position),
          place: change(fields.place),
          text: change(fields.text),
          severity: change(fields.severity),
          feeling: change(fields.feeling),
          ownerType: change(fields.ownerType),
        },
        closed,
      ),
    },
    closed,
  ),
  'observation.withdraw@1': Type.Object({ ...target, reason: Type.Optional(Text) }, closed),
  /** The author takes the own withdrawal, or the wish for one, back. */
  'observation.restore@1': Type.Object(target, closed),
  'observation.set-status@1': Type.Object(
    {
      ...target,
      /** The status the person saw; another one now means `stale`. */
      base: oneOf(statuses),
      status: oneOf(statuses),
      text: Type.Optional(Text),
      reason: Type.Optional(oneOf(declineReasons)),
      plannedFor: Type.Optional(Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })),
      on: Type.Optional(Day),
      recipient: Type.Optional(Line(limits.recipientCharacters)),
      reference: Type.Optional(Line(limits.referenceCharacters)),
      duplicateOf: Type.Optional(UuidSchema),
    },
    closed,
  ),
  'observation.assign@1': Type.Object(
    {
      ...target,
      base: Type.Object({ partyIds: Type.Array(PartyId), dueOn: nullable(Day) }, closed),
      partyIds: Type.Array(PartyId, { maxItems: limits.partiesPerObservation }),
      dueOn: nullable(Day),
    },
    closed,
  ),
  'observation.comment@1': Type.Object(
    {
      ...target,
      commentId: UuidSchema,
      audience: oneOf(['public', 'internal'] as const),
      text: Text,
    },
    closed,
  ),
  'photo.announce@1': Type.Object({ ...target, photo: PhotoAnnouncementSchema }, closed),
} as const

export type MutationName = keyof typeof mutationSchemas
export type MutationArgs<N extends MutationName> = Static<(typeof mutationSchemas)[N]>

/** `name` and `v` travel apart; this is their joined form, as in `observation.create@1`. */
export type KnownMutation = {
  [N in MutationName]: { name: N; args: MutationArgs<N> }
}[MutationName]

export const isMutationName = (name: string): name is MutationName =>
  Object.hasOwn(mutationSchemas, name)

/** One mutation on the wire: frozen from its first send attempt. */
export const MutationEnvelopeSchema = Type.Object(
  {
    id: UuidSchema,
    /** Running number of this phone; a gap tells the server that something never arrived. */
    clientSeq: Type.Integer({ minimum: 1 }),
    name: Type.String({ maxLength: 60 }),
    v: Type.Integer({ minimum: 1, maximum: 1000 }),
    args: Type.Unknown(),
    /** The phone's clock: a claim, kept beside the server's time. */
    capturedAt: Type.String({ maxLength: 40 }),
    /** Minutes east of UTC at capture. */
    tzOffset: Type.Integer({ minimum: -1440, maximum: 1440 }),
    /** Estimated phone clock minus server clock, milliseconds; absent before the first answer. */
    clockOffsetEstimate: Type.Optional(Type.Number()),
  },
  closed,
)
export type MutationEnvelope = Static<typeof MutationEnvelopeSchema>
