import Type from 'typebox'
import { closed, IdParams, nullable } from './contract-parts.ts'
import { limits } from '../limits.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { accountRoles, type AccountRole } from '../access/roles.ts'
import { walkPhases, type WalkPhase } from '../walk/walk.ts'

const SessionSchema = Type.Object(
  {
    accountId: UuidSchema,
    name: Type.String(),
    email: Type.String(),
    role: Type.Unsafe<AccountRole>(Type.Union(accountRoles.map((role) => Type.Literal(role)))),
    partyIds: Type.Array(Type.String()),
    efforts: Type.Array(Type.String()),
    /** The categories that feed these efforts. */
    effortCategories: Type.Array(Type.String()),
    /** MunicipalityProfile of walk.ts. */
    municipality: Type.Unknown(),
    walks: Type.Array(
      Type.Object({
        id: UuidSchema,
        title: Type.String(),
        startsAt: nullable(Type.String()),
        endsAt: nullable(Type.String()),
        area: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
        phase: Type.Unsafe<WalkPhase>(oneOf(walkPhases)),
        /** null before its leader has begun it. */
        startedAt: nullable(Type.String()),
        isStanding: Type.Boolean(),
        stopCount: Type.Integer(),
        /** The walk that a follow-up walk checks up on. */
        follows: nullable(Type.String()),
      }),
    ),
    isDemo: Type.Boolean(),
  },
  closed,
)

/** The schema counts code points, of which one character may have many; the rule about characters is `checkText`. */
const DisplayName = Type.String({
  maxLength: limits.displayNameCharacters * limits.bytesPerCharacter,
  description: `at most ${limits.displayNameCharacters} characters as people see them`,
})

/** Officials sign in and out; phones look a walk up and join it. */
export const sessionContract = {
  signIn: {
    method: 'POST',
    path: '/api/sessions',
    access: 'public',
    body: Type.Object(
      {
        email: Type.String({ minLength: 3, maxLength: 200 }),
        password: Type.String({ minLength: 1, maxLength: 200 }),
      },
      closed,
    ),
    response: { 200: SessionSchema },
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sessions',
    access: 'account',
    response: { 204: Type.Null() },
  },
  currentSession: {
    method: 'GET',
    path: '/api/sessions/current',
    access: 'account',
    response: { 200: SessionSchema },
  },
  joinWalk: {
    method: 'POST',
    path: '/api/walks/join',
    access: 'public',
    body: Type.Object(
      {
        /** As written or pasted; the server finds the code in it. */
        code: Type.String({ minLength: 1, maxLength: 500 }),
        clientId: UuidSchema,
        displayName: Type.Optional(DisplayName),
        /** At least 128 random bits that only this phone knows: its proof for `clientId` when it has lost its cookie. */
        deviceKey: Type.Optional(Type.String({ minLength: 32, maxLength: 128 })),
      },
      closed,
    ),
    response: {
      200: Type.Unsafe<import('../walk/walk.ts').JoinedWalk>(Type.Unknown()),
    },
  },
  /** What the phone's person is called in one walk; what has arrived keeps the name that it arrived under. */
  renameSelf: {
    method: 'PATCH',
    path: '/api/walks/:id/membership',
    access: 'device',
    params: IdParams,
    body: Type.Object({ displayName: nullable(DisplayName) }, closed),
    response: { 204: Type.Null() },
  },
  /** The phone takes no part in the walk any more; what it has sent stays. The code lets it in again. */
  leaveWalk: {
    method: 'DELETE',
    path: '/api/walks/:id/membership',
    access: 'device',
    params: IdParams,
    response: { 204: Type.Null() },
  },
  /** What a phone may know of a walk before joining: name and whom the privacy text names. */
  previewWalk: {
    method: 'GET',
    path: '/api/walks/by-code/:code',
    access: 'public',
    params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 100 }) }, closed),
    response: {
      200: Type.Object(
        {
          title: Type.String(),
          startsAt: nullable(Type.String()),
          /** Absent from servers of before. */
          endsAt: Type.Optional(nullable(Type.String())),
          meetingPlace: Type.Optional(nullable(Type.String())),
          /** Who invites; the municipality where nobody is named. */
          host: Type.Optional(nullable(Type.String())),
          municipality: Type.String(),
          privacy: Type.Unsafe<import('../municipality/municipality.ts').PrivacyNotice>(
            Type.Unknown(),
          ),
        },
        closed,
      ),
    },
  },
} as const
