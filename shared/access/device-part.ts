import type { Uuid } from '../identifiers.ts'
import type { DeviceActor, FollowUpPart, WalkRole } from './roles.ts'

/** A phone's part in one walk, as far as rules need it. */
export interface PartInWalk {
  walkId: Uuid
  role: WalkRole
  displayName: string | null
  /** Set when the phone was removed from that walk. */
  removedAt: Date | string | null
  /** The walk that this walk checks up on. */
  follows?: Uuid | null
  /** This walk is closed. */
  isOver?: boolean
}

/**
 * Returns who a phone is in one walk, undefined for nobody. Whoever takes part in a follow-up walk may read and verify what the earlier walk
 * found, without having been there.
 */
export function devicePart(
  parts: readonly PartInWalk[],
  { clientId, walkId }: { clientId: Uuid; walkId: Uuid },
): { actor: DeviceActor; displayName: string; isMember: boolean } | undefined {
  const own = parts.find((part) => part.walkId === walkId)
  const following = parts.filter((part) => part.follows === walkId)
  const present = following.filter(({ removedAt }) => removedAt === null)
  const part = own?.removedAt === null ? own : (present[0] ?? own ?? following[0])
  if (!part) return undefined
  return {
    actor: {
      ...{ kind: 'device', clientId, role: part === own ? own.role : 'verifier' },
      ...(present.length > 0 ? { followUps: present.map(followUpPart) } : {}),
    },
    displayName: part.displayName ?? '',
    isMember: part.removedAt === null,
  }
}

const followUpPart = ({ walkId, role, isOver = false }: PartInWalk): FollowUpPart => ({
  ...{ walkId, role, isOver },
})

/** The function in which somebody signs: of a verifier that of the follow-up walk. */
export const signedRole = ({ role, followUps }: DeviceActor): WalkRole =>
  role === 'verifier' ? (followUps?.[0]?.role ?? 'walker') : role
