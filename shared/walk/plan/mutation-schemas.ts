import Type from 'typebox'
import { limits } from '../../limits.ts'
import { change, closed, nullable, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { placeKinds, weathers } from '../place-kinds.ts'
import { walkFunctions } from '../walk-functions.ts'

const Line = Type.String({ maxLength: limits.placeCharacters * limits.bytesPerCharacter })
const Longitude = Type.Number({ minimum: -180, maximum: 180 })
const Latitude = Type.Number({ minimum: -90, maximum: 90 })
/** ISO 8601; whether there is such a moment is a rule. */
const Moment = Type.String({ maxLength: 40 })

const StopSchema = Type.Object(
  { id: UuidSchema, name: Line, longitude: Longitude, latitude: Latitude },
  closed,
)

/** Everything that the people who plan a walk choose. */
const fields = {
  title: Line,
  startsAt: nullable(Moment),
  endsAt: nullable(Moment),
  meetingPlace: nullable(Line),
  /** West, south, east, north. */
  area: Type.Tuple([Longitude, Latitude, Longitude, Latitude]),
  route: Type.Array(Type.Tuple([Longitude, Latitude]), { maxItems: limits.routePoints }),
  stops: Type.Array(StopSchema, { maxItems: limits.stopsPerWalk }),
}

const Text = Type.String({ maxLength: limits.planCharacters * limits.bytesPerCharacter })

/** What may be left out. */
const details = {
  purpose: nullable(Text),
  theme: nullable(Line),
  host: nullable(Line),
  placeKind: nullable(oneOf(placeKinds)),
  weather: nullable(oneOf(weathers)),
  parties: nullable(
    Type.Array(Type.String({ minLength: 1, maxLength: 80 }), {
      maxItems: limits.partiesPerWalk,
      uniqueItems: true,
    }),
  ),
  functions: nullable(
    Type.Array(oneOf(walkFunctions), { maxItems: walkFunctions.length, uniqueItems: true }),
  ),
}

/** Making a walk; only the desk does. */
export const creationSchemas = {
  /** Pushed to the space that it opens: the walk's own id. */
  'walk.create@1': Type.Object(
    {
      walkId: UuidSchema,
      ...fields,
      purpose: Type.Optional(details.purpose),
      theme: Type.Optional(details.theme),
      host: Type.Optional(details.host),
      placeKind: Type.Optional(details.placeKind),
      parties: Type.Optional(details.parties),
      functions: Type.Optional(details.functions),
      /** The walk that it checks up on; kept for ever. */
      follows: Type.Optional(UuidSchema),
      /** Open when left out. */
      phase: Type.Optional(oneOf(['planned', 'open'] as const)),
      /** The one walk for pins outside walks; only an operator makes it, together with the municipality. */
      isStanding: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
} as const

/** What a leader does to a plan, at the desk and on a phone, which loads it with the form. */
export const planSchemas = {
  'walk.edit@1': Type.Object(
    {
      walkId: UuidSchema,
      changes: Type.Object(
        {
          title: change(fields.title),
          startsAt: change(fields.startsAt),
          endsAt: change(fields.endsAt),
          meetingPlace: change(fields.meetingPlace),
          area: change(fields.area),
          route: change(fields.route),
          stops: change(fields.stops),
          purpose: change(details.purpose),
          theme: change(details.theme),
          host: change(details.host),
          placeKind: change(details.placeKind),
          weather: change(details.weather),
          parties: change(details.parties),
          functions: change(details.functions),
        },
        closed,
      ),
    },
    closed,
  ),
  /** From planned to open: it is known, and marks may be made before the evening. */
  'walk.open@1': Type.Object({ walkId: UuidSchema }, closed),
} as const
