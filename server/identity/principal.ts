import type { Uuid } from '../../shared/identifiers.ts'
import type { AccountActor, AccountRole, WalkRole } from '../../shared/access/roles.ts'
import type { Timestamp } from '../../shared/timestamps.ts'

/** Who sends a request, as its session says: a walker's phone or a signed-in official, of one municipality. */
export type Principal = DevicePrincipal | AccountPrincipal

export interface Membership {
  walkId: Uuid
  role: WalkRole
  displayName: string | null
  /** Set when the phone was removed from the walk; what it captured before is still delivered (sync.md §2.6). */
  removedAt: Timestamp | null
  /** The walk that this walk checks up on. */
  follows?: Uuid | null
  /** This walk is closed. */
  isOver?: boolean
}

export interface DevicePrincipal {
  kind: 'device'
  municipalityId: Uuid
  sessionId: Uuid
  /** The device itself: its session, its running numbers. */
  phoneId: Uuid
  /** What its person makes is signed with this id: their first phone's, when they have moved to this one. */
  clientId: Uuid
  memberships: readonly Membership[]
}

export interface AccountPrincipal {
  kind: 'account'
  municipalityId: Uuid
  sessionId: Uuid
  accountId: Uuid
  name: string
  /** Shown beside answers, comments and history: the name of the first party, else of the municipality. */
  label: string
  role: AccountRole
  partyIds: readonly string[]
  efforts: readonly string[]
  /** The categories that feed these efforts. */
  effortCategories: readonly string[]
}

/** An official as the visibility rules see one; the same in every walk of the municipality. */
export const accountActor = ({
  accountId,
  role,
  partyIds,
  effortCategories,
}: AccountPrincipal): AccountActor => ({
  kind: 'account',
  accountId,
  role,
  partyIds,
  effortCategories,
})
