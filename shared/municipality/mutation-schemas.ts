import Type, { type Static } from 'typebox'
import { closed, UuidSchema } from '../sync/schema-parts.ts'

const Id = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9.-]+$' })

const Months = Type.Integer({ minimum: 1, maximum: 1_200 })

/** The arguments of the mutations of a municipality. A meaning never changes: a new meaning is a new version. */
export const municipalitySchemas = {
  /** Replaces all of them: which efforts each category feeds. */
  'municipality.set-category-efforts@1': Type.Object(
    {
      municipalityId: UuidSchema,
      categoryEfforts: Type.Array(
        Type.Object({ category: Id, efforts: Type.Array(Id, { maxItems: 10 }) }, closed),
        { maxItems: 200 },
      ),
    },
    closed,
  ),
  /** After how many months personal data goes; without `textMonths` the texts of closed findings stay. */
  'municipality.set-retention@1': Type.Object(
    {
      municipalityId: UuidSchema,
      retentionMonths: Months,
      textMonths: Type.Optional(Months),
    },
    closed,
  ),
} as const

export type MunicipalityArgs<Name extends keyof typeof municipalitySchemas> = Static<
  (typeof municipalitySchemas)[Name]
>
