import { audienceOf } from '../../../../shared/observation/observation.ts'
import { maySee, type Audience } from '../../../../shared/access/permissions.ts'
import type { AccountRole, Actor, WalkRole } from '../../../../shared/access/roles.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

/** What the rules of shared/access/permissions.ts need; the author's device never reaches the desk. */
export const deskAudience = (observation: VisibleObservation): Audience =>
  audienceOf({ ...observation, authorClientId: null })

/** Groups of people that the desk names when it shows who may read an observation. */
const readerGroups = [
  'author',
  'walkers',
  'leaders',
  'recorders',
  'coordinators',
  'assigned-officials',
  'other-officials',
  'admins',
  'effort-owners',
] as const
export type ReaderGroup = (typeof readerGroups)[number]

const device = (clientId: string, role: WalkRole): Actor => ({ kind: 'device', clientId, role })
const account = (
  role: AccountRole,
  partyIds: readonly string[],
  effortCategories: readonly string[],
) =>
  ({
    kind: 'account',
    accountId: 'somebody',
    role,
    partyIds,
    efforts: [],
    effortCategories,
  }) as const

/** One typical person of each group, so that the words follow the rules and not a second copy of them. */
function typicalReader(group: ReaderGroup, audience: Audience): Actor {
  switch (group) {
    case 'author':
      return device(audience.authorClientId ?? 'author', 'walker')
    case 'walkers':
      return device('someone else', 'walker')
    case 'leaders':
      return device('someone else', 'leader')
    case 'recorders':
      return device('someone else', 'recorder')
    case 'coordinators':
      return account('coordinator', [], [])
    case 'assigned-officials':
      return account('official', audience.partyIds, [])
    case 'other-officials':
      return account('official', [], [])
    case 'admins':
      return account('admin', [], [])
    case 'effort-owners':
      return account('effort-owner', [], [audience.category])
  }
}

/** Returns who may read this observation, by `maySee` itself. */
export function mayRead(audience: Audience): ReaderGroup[] {
  const withAuthor = { ...audience, authorClientId: audience.authorClientId ?? 'author' }
  return readerGroups.filter((group) => maySee(typicalReader(group, withAuthor), withAuthor))
}

export interface VisibilityWords {
  /** Key under `desk.visibility`. */
  key: 'everyone' | 'restricted' | 'restricted-unassigned'
  /** Parties whose officials may read it. */
  partyIds: readonly string[]
}

/** Returns the sentence for the detail panel, such as "Kun forfatter, vandringsleder, koordinator og Nordjyllands Politi". */
export function visibilityWords(observation: VisibleObservation): VisibilityWords {
  const audience = deskAudience(observation)
  if (mayRead(audience).includes('walkers')) return { key: 'everyone', partyIds: [] }
  return audience.partyIds.length === 0
    ? { key: 'restricted-unassigned', partyIds: [] }
    : { key: 'restricted', partyIds: audience.partyIds }
}
