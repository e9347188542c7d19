import Type from 'typebox'
import { limits } from '../../limits.ts'
import { closed, DaySchema, nullable, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { declineReasons, statuses } from '../observation-status.ts'

const Line = (characters: number) =>
  Type.String({ maxLength: characters * limits.bytesPerCharacter })
const PartyId = Type.String({ minLength: 1, maxLength: 80 })

const recipient = {
  recipient: Type.Optional(Line(limits.recipientCharacters)),
  reference: Type.Optional(Line(limits.referenceCharacters)),
}

const assignment = {
  observationId: UuidSchema,
  base: Type.Object({ partyIds: Type.Array(PartyId), dueOn: nullable(DaySchema) }, closed),
  partyIds: Type.Array(PartyId, { maxItems: limits.partiesPerObservation }),
  dueOn: nullable(DaySchema),
}

/** What officials decide at the desk. */
export const triageSchemas = {
  'observation.set-status@1': Type.Object(
    {
      observationId: UuidSchema,
      /** The status the person saw; another one now means `stale`. */
      base: oneOf(statuses),
      status: oneOf(statuses),
      text: Type.Optional(Type.String()),
      reason: Type.Optional(oneOf(declineReasons)),
      plannedFor: Type.Optional(Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })),
      on: Type.Optional(DaySchema),
      ...recipient,
      duplicateOf: Type.Optional(UuidSchema),
    },
    closed,
  ),
  /** Sent on to somebody outside. Clients of before set the status, and name nobody who follows it up. */
  'observation.forward@1': Type.Object(
    {
      observationId: UuidSchema,
      /** What the person saw; anything else now means `stale`. */
      base: Type.Object(
        { status: oneOf(statuses), partyIds: Type.Array(PartyId), dueOn: nullable(DaySchema) },
        closed,
      ),
      ...recipient,
      text: Type.Optional(Type.String()),
      /** Who keeps an eye on it, and when they ask after it. */
      partyIds: Type.Array(PartyId, { maxItems: limits.partiesPerObservation }),
      dueOn: nullable(DaySchema),
    },
    closed,
  ),
  'observation.assign@1': Type.Object(assignment, closed),
  /** A party says that it does not have the finding: its part goes back, and the case stays open. */
  'observation.give-back@1': Type.Object(
    {
      observationId: UuidSchema,
      /** The parties the person saw; others now mean `stale`. */
      base: Type.Object({ partyIds: Type.Array(PartyId) }, closed),
      partyId: PartyId,
      reason: Type.Optional(oneOf(declineReasons)),
      text: Type.String(),
    },
    closed,
  ),
  /** With the reason for which a deadline that stood moves. */
  'observation.assign@2': Type.Object(
    { ...assignment, reason: Type.Optional(Type.String()) },
    closed,
  ),
} as const
