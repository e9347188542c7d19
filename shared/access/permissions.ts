import type { Uuid } from '../identifiers.ts'
import type { SubjectKind } from '../sync/subject.ts'
import { reachOf, type Action, type Reach } from './permission-table.ts'
import { roleOf, type AccountRole, type Actor, type Role } from './roles.ts'

/** What visibility rules need to know of an observation. */
export interface Audience {
  id: Uuid
  category: string
  isRestricted: boolean
  partyIds: readonly string[]
  authorClientId: Uuid | null
}

function may(action: Action<'observation'>, actor: Actor, audience: Audience): boolean {
  return reachOf('observation', action, roleOf(actor)).some((reach) =>
    isWithin(reach, actor, audience),
  )
}

function isWithin(reach: Reach, actor: Actor, audience: Audience): boolean {
  switch (reach) {
    case 'all':
      return true
    case 'open':
      return !audience.isRestricted
    case 'own':
      return isAuthor(actor, audience)
    case 'party':
      return answersFor(actor, audience)
    case 'effort':
      return !audience.isRestricted && feedsEffortOf(actor, audience)
    case 'seen':
      return maySee(actor, audience)
    case 'linked':
      return actor.kind === 'link' && actor.subjectId === audience.id
  }
}

const answersFor = (actor: Actor, { partyIds }: Audience): boolean =>
  actor.kind === 'account' && partyIds.some((partyId) => actor.partyIds.includes(partyId))

const feedsEffortOf = (actor: Actor, { category }: Audience): boolean =>
  actor.kind === 'account' && actor.effortCategories.includes(category)

/** Whether an observation was made by this phone. */
export const isAuthor = (actor: Actor, audience: Pick<Audience, 'authorClientId'>): boolean =>
  actor.kind === 'device' && actor.clientId === audience.authorClientId

export const maySee = (actor: Actor, audience: Audience): boolean => may('see', actor, audience)
export const mayEdit = (actor: Actor, audience: Audience): boolean => may('edit', actor, audience)
export const mayTriage = (actor: Actor, audience: Audience): boolean =>
  may('triage', actor, audience)
export const mayGather = (actor: Actor, audience: Audience): boolean =>
  may('gather', actor, audience)
export const mayComment = (actor: Actor, audience: Audience): boolean =>
  may('comment', actor, audience)

export const mayRespond = (actor: Actor, audience: Audience): boolean =>
  may('respond', actor, audience)

/** Whether the actor may do something on whatever subject of the kind it reaches. */
export const isGranted = <Kind extends SubjectKind>(
  kind: Kind,
  action: Action<Kind>,
  actor: Actor,
): boolean => reachOf(kind, action, roleOf(actor)).includes('all')

/** Whether the actor holds the link to this one subject, and links reach so far. */
export const isLinkedTo = <Kind extends SubjectKind>(
  kind: Kind,
  action: Action<Kind>,
  { actor, subjectId }: { actor: Actor; subjectId: Uuid },
): boolean =>
  reachOf(kind, action, roleOf(actor)).includes('linked') &&
  actor.kind === 'link' &&
  actor.subjectId === subjectId

export const mayPin = (actor: Actor): boolean => isGranted('observation', 'pin', actor)
export const mayAssign = (actor: Actor): boolean => isGranted('observation', 'assign', actor)
export const mayReadInternal = (actor: Actor): boolean =>
  isGranted('observation', 'read-internal', actor)
export const mayOrganise = (actor: Actor): boolean => isGranted('walk', 'organise', actor)

/** Who describes stops by factors: a named function of the walk. */
export const mayObserve = (role: Role): boolean =>
  reachOf('stop-observed', 'observe', role).includes('all')

/** Accounts that may read single observations. */
export const mayUseDesk = (role: AccountRole): boolean =>
  reachOf('observation', 'see', role).length > 0
