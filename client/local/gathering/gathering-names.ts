import { gatheringSchemas as ofFinding } from '../../../shared/observation/gathering/mutation-schemas.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { gatheringSchemas as ofWalk } from '../../../shared/walk/gathering/mutation-schemas.ts'
import type { WalkArgs } from '../../../shared/walk/mutation-schemas.ts'

type FindingMutationName = keyof typeof ofFinding
type WalkMutationName = keyof typeof ofWalk
export type GatheringName = FindingMutationName | WalkMutationName

export type FindingPress = {
  [Name in FindingMutationName]: { name: Name; args: ObservationArgs<Name> }
}[FindingMutationName]
export type WalkPress = {
  [Name in WalkMutationName]: { name: Name; args: WalkArgs<Name> }
}[WalkMutationName]

/** The schemas that the server checks, as in `phoneSchemas`; only a leader's phone loads them. */
export const gatheringSchemas = {
  ...ofFinding,
  ...ofWalk,
} as unknown as Readonly<Record<GatheringName, PlainSchema>>

export const isGatheringName = (name: string): name is FindingMutationName =>
  Object.hasOwn(ofFinding, name)

export const isWalkPress = (name: string): name is WalkMutationName => Object.hasOwn(ofWalk, name)
