import Type, { type Static } from 'typebox'
import { severities } from './categories.ts'
import { positionSources } from '../geo.ts'
import { limits } from '../limits.ts'
import { feelings, writtenForOthers } from './observation.ts'
import { ownerTypes } from '../municipality/party.ts'
import type { feedbackSchemas } from './feedback/mutation-schemas.ts'
import type { gatheringSchemas } from './gathering/mutation-schemas.ts'
import type { promiseSchemas } from './promises/mutation-schemas.ts'
import type { seenTooSchemas } from './seen/mutation-schemas.ts'
import type { triageSchemas } from './triage/mutation-schemas.ts'
import type { undoSchemas } from './undo/mutation-schemas.ts'
import type { verificationSchemas } from './verification/mutation-schemas.ts'
import { change, closed, nullable, oneOf, UuidSchema } from '../sync/schema-parts.ts'

/**
 * Length is a rule of check-text.ts, so that the person gets `text-too-long` and not a schema path. The schema
 * counts code points, of which one character may have many; it only keeps out what is far too long.
 */
const Text = Type.String()
const Line = (characters: number) =>
  Type.String({ maxLength: characters * limits.bytesPerCharacter })
const CategoryId = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9.-]+$' })

const PositionSchema = Type.Object(
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

const PhotoAnnouncementSchema = Type.Object(
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
  stop: nullable(Type.Union([Type.Literal('none'), UuidSchema])),
  writtenFor: nullable(oneOf(writtenForOthers)),
}

const target = { observationId: UuidSchema }

/**
 * The arguments of the mutations of an observation (sync.md §0, decisions.md §4). A meaning never changes: a new meaning is a new version.
 * In the build of the client each export of this file is plain data, without the builder (build/plain-schemas.ts). These are what a phone
 * makes too; it does not load the others.
 */
export const captureSchemas = {
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
      stop: Type.Optional(fields.stop),
      writtenFor: Type.Optional(fields.writtenFor),
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
          stop: change(fields.stop),
          writtenFor: change(fields.writtenFor),
        },
        closed,
      ),
    },
    closed,
  ),
  'observation.withdraw@1': Type.Object({ ...target, reason: Type.Optional(Text) }, closed),
  /** The author reverts the withdrawal, or the request for one. */
  'observation.restore@1': Type.Object(target, closed),
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

type Schemas = typeof captureSchemas &
  typeof feedbackSchemas &
  typeof gatheringSchemas &
  typeof promiseSchemas &
  typeof seenTooSchemas &
  typeof triageSchemas &
  typeof undoSchemas &
  typeof verificationSchemas
export type CaptureMutationName = keyof typeof captureSchemas
type ObservationMutationName = keyof Schemas
export type ObservationArgs<N extends ObservationMutationName> = Static<Schemas[N]>

/** `name` is the joined form of the name and the version that travel apart. */
export type ObservationMutation<Name extends ObservationMutationName = ObservationMutationName> = {
  [N in Name]: { name: N; args: ObservationArgs<N> }
}[Name]
export type CaptureMutation = ObservationMutation<CaptureMutationName>
