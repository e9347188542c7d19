import Type, { type Static } from 'typebox'
import { closed, UuidSchema } from './schema-parts.ts'

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
    /** Where the push holds mutations of several spaces: the space of this one, if another than that of the push. */
    space: Type.Optional(UuidSchema),
    /** Estimated phone clock minus server clock, milliseconds; absent before the first answer. */
    clockOffsetEstimate: Type.Optional(Type.Number()),
  },
  closed,
)
export type MutationEnvelope = Static<typeof MutationEnvelopeSchema>
