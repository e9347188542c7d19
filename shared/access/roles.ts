import type { Uuid } from '../identifiers.ts'

/** Role ids of domain.md §4: the first three belong to one walk, the others to a municipality. */
export const walkRoles = ['walker', 'leader', 'recorder'] as const
export type WalkRole = (typeof walkRoles)[number]

export const accountRoles = ['official', 'coordinator', 'effort-owner', 'viewer', 'admin'] as const
export type AccountRole = (typeof accountRoles)[number]

/** Who acts or reads, already narrowed to one walk. Made by the server from the session, by a phone from its own join. */
export type Actor = DeviceActor | AccountActor

export interface DeviceActor {
  kind: 'device'
  clientId: Uuid
  role: WalkRole
}

export interface AccountActor {
  kind: 'account'
  accountId: Uuid
  role: AccountRole
  /** Parties the person answers for; the data limit beside the role (domain.md §4). */
  partyIds: readonly string[]
  /** Efforts (domain.md §15) an effort owner may read. */
  efforts: readonly string[]
}

/** What visibility rules need to know of an observation. */
export interface Audience {
  isRestricted: boolean
  partyIds: readonly string[]
  authorClientId: Uuid | null
  efforts: readonly string[]
}

const answersFor = (actor: AccountActor, audience: Audience) =>
  audience.partyIds.some((partyId) => actor.partyIds.includes(partyId))

/**
 * Rule 2 of domain.md §4 and issue text: restricted observations are for their author, the walk's leader, the
 * coordinator and officials of an assigned party. Everything else is for all in the walk, officials and admins;
 * effort owners read what feeds their effort; viewers read totals only, never single observations.
 */
export function maySee(actor: Actor, audience: Audience): boolean {
  if (actor.kind === 'device') {
    return !audience.isRestricted || actor.role === 'leader' || isAuthor(actor, audience)
  }
  switch (actor.role) {
    case 'coordinator':
      return true
    case 'official':
      return !audience.isRestricted || answersFor(actor, audience)
    case 'admin':
      return !audience.isRestricted
    case 'effort-owner':
      return (
        !audience.isRestricted && audience.efforts.some((effort) => actor.efforts.includes(effort))
      )
    case 'viewer':
      return false
  }
}

/** Internal comments and names of authors are for the people who answer, not for walkers (domain.md §13.10). */
export function mayReadInternal(actor: Actor): boolean {
  return (
    actor.kind === 'account' &&
    (actor.role === 'official' || actor.role === 'coordinator' || actor.role === 'effort-owner')
  )
}

/**
 * Whoever sets walks up and follows them to their end sees which phones still owe something: the walk's leader, coordinators,
 * and administrators, who look after what people sign in with (domain.md §4).
 */
export const mayOrganise = (actor: Actor): boolean =>
  actor.role === 'leader' || actor.role === 'coordinator' || actor.role === 'admin'

export const mayUseDesk = (role: AccountRole): boolean => role !== 'viewer'

/** Coordinators act on everything; officials on what their party is assigned (domain.md §4). */
export function mayTriage(actor: Actor, audience: Audience): boolean {
  if (actor.kind !== 'account') return false
  return actor.role === 'coordinator' || (actor.role === 'official' && answersFor(actor, audience))
}

/** Everybody in a walk pins; of the accounts only coordinators, for what reaches them outside the app (domain.md §4). */
export const mayPin = (actor: Actor): boolean =>
  actor.kind === 'device' || actor.role === 'coordinator'

/** Whether an observation was made by this phone. */
export const isAuthor = (actor: Actor, audience: Pick<Audience, 'authorClientId'>): boolean =>
  actor.kind === 'device' && actor.clientId === audience.authorClientId

export const mayAssign = (actor: Actor): boolean =>
  actor.kind === 'account' && actor.role === 'coordinator'

export function mayComment(actor: Actor, audience: Audience): boolean {
  if (actor.kind === 'device') return maySee(actor, audience)
  return mayReadInternal(actor) && maySee(actor, audience)
}

/** Walkers edit their own pins; leaders and recorders every pin in the walk they may see. */
export function mayEdit(actor: Actor, audience: Audience): boolean {
  if (actor.kind === 'account') return actor.role === 'coordinator'
  return isAuthor(actor, audience) || (actor.role !== 'walker' && maySee(actor, audience))
}
