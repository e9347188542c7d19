import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import {
  captureSchemas,
  type ObservationArgs,
  type CaptureMutationName,
} from '../../../shared/observation/mutation-schemas.ts'
import {
  ratingSchemas,
  type RatingArgs,
  type RatingMutationName,
} from '../../../shared/rating/mutation-schemas.ts'
import { walkStepSchemas, type WalkArgs } from '../../../shared/walk/mutation-schemas.ts'

/** What a leader does to the walk on the street. */
type WalkMutationName = keyof typeof walkStepSchemas

/** Every mutation that a phone makes. */
export type PhoneMutationName = CaptureMutationName | RatingMutationName | WalkMutationName

export type PhoneArgs<Name extends PhoneMutationName> = Name extends CaptureMutationName
  ? ObservationArgs<Name>
  : Name extends RatingMutationName
    ? RatingArgs<Name>
    : Name extends WalkMutationName
      ? WalkArgs<Name>
      : never

/** The schemas that the server checks, word for word, as far as a phone makes such mutations (build/plain-schemas.ts). */
export const phoneSchemas = {
  ...captureSchemas,
  ...ratingSchemas,
  ...walkStepSchemas,
} as unknown as Readonly<Record<PhoneMutationName, PlainSchema>>
