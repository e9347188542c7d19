import type { Uuid } from '../identifiers.ts'

/** Role ids of domain.md §4: the first three belong to one walk, the others to a municipality. */
export const walkRoles = ['walker', 'leader', 'recorder'] as const
export type WalkRole = (typeof walkRoles)[number]

export const accountRoles = ['official', 'coordinator', 'effort-owner', 'viewer', 'admin'] as const
export type AccountRole = (typeof accountRoles)[number]

/** In a walk of which a phone takes part in a follow-up alone: it reads what is open to all there, and says what has come of it. */
type VerifierRole = 'verifier'

/** Actors without a role of their own have their kind for one. */
export type Role = WalkRole | VerifierRole | AccountRole | 'link' | 'integration' | 'system'

/** Who acts or reads, already narrowed to one space. Made by the server from the session, by a phone from its own join. */
export type Actor = DeviceActor | AccountActor | LinkActor | IntegrationActor | SystemActor

export interface DeviceActor {
  kind: 'device'
  clientId: Uuid
  role: WalkRole | VerifierRole
  /** The follow-up walks of this walk in which the person takes part; absent where there are none. */
  followUps?: readonly FollowUpPart[]
}

export interface FollowUpPart {
  /** The follow-up walk. */
  walkId: Uuid
  /** The function there. */
  role: WalkRole
  /** The follow-up walk is closed. */
  isOver: boolean
}

export interface AccountActor {
  kind: 'account'
  accountId: Uuid
  role: AccountRole
  /** Parties the person answers for; the data limit beside the role (domain.md §4). */
  partyIds: readonly string[]
  /** The categories that feed the efforts (domain.md §15) of an effort owner. */
  effortCategories: readonly string[]
}

/** Somebody without an account who was sent a link to one thing: a private owner, a walker on a status page. */
interface LinkActor {
  kind: 'link'
  linkId: Uuid
  /** The id of the one subject that it opens. */
  subjectId: Uuid
}

/** A program with a key of its municipality. */
interface IntegrationActor {
  kind: 'integration'
  keyId: Uuid
}

/** The operator of the installation, who acts by commands on the server; no session and no request ever is one. */
interface SystemActor {
  kind: 'system'
}

/** The kinds of actors, as history names them. */
export const actorKinds = [
  'device',
  'account',
  'link',
  'integration',
  'system',
] as const satisfies readonly Actor['kind'][]

export const roleOf = (actor: Actor): Role => ('role' in actor ? actor.role : actor.kind)
